/** The size of a canary wave: a number of tenants, or a share of all. */
export type WaveSize = { readonly kind: 'count'; readonly count: number } | { readonly kind: 'share'; readonly share: number };

/** Splits tenants into waves of these sizes, and a last one with the others. A share is of all tenants, and at least one. No wave is empty. */
export function splitWaves<T>(tenants: readonly T[], sizes: readonly WaveSize[]): readonly (readonly T[])[] {
  const ends = sizes.reduce<readonly number[]>(
    (list, size) => [...list, (list.at(-1) ?? 0) + countTenants(size, tenants.length)],
    [],
  );
  return [...ends, tenants.length]
    .map((end, index) => tenants.slice(index === 0 ? 0 : ends[index - 1], end))
    .filter((wave) => wave.length > 0);
}

const countTenants = (size: WaveSize, total: number): number =>
  size.kind === 'count' ? size.count : Math.max(1, Math.ceil(size.share * total));
