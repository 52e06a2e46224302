import { compareText } from '../../model/compare-text.ts';
import type { Shard } from '../../model/fleet-report.ts';

/**
 * Selects the tenants of a shard. The tenants are dealt out in the order of their names, so that the order of the list does not matter, every
 * tenant is in exactly one shard, and shards differ by at most one tenant.
 */
export function selectShard<T extends { readonly name: string }>(tenants: readonly T[], { index, count }: Shard): readonly T[] {
  const names = tenants.map(({ name }) => name).sort(compareText);
  const own = new Set(names.filter((_, position) => position % count === index - 1));
  return tenants.filter(({ name }) => own.has(name));
}

/** Lists the shards that have a tenant: `1/3`, `2/3`, … */
export const listShards = (tenants: number, count: number): readonly string[] =>
  Array.from({ length: Math.min(tenants, count) }, (_, position) => `${position + 1}/${Math.min(tenants, count)}`);
