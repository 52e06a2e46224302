/** The size of a canary wave: a number of tenants, or a share of all. */
export type WaveSize = { readonly kind: 'count'; readonly count: number } | { readonly kind: 'share'; readonly share: number };

/** Splits tenants into waves of these sizes, and a last one with the others. A share is of all tenants, and at least one. No wave is empty. */
export function splitWaves<T>(tenants: readonly T[], sizes: readonly WaveSize[]): readonly (readonly T[])[] {
  const waves: (readonly T[])[] = [];
  let start = 0;
  for (const size of sizes) {
    const end = start + countTenants(size, tenants.length);
    waves.push(tenants.slice(start, end));
    start = end;
  }
  return [...waves, tenants.slice(start)].filter((wave) => wave.length > 0);
}

const countTenants = (size: WaveSize, total: number): number =>
  size.kind === 'count' ? size.count : Math.max(1, Math.ceil(size.share * total));
