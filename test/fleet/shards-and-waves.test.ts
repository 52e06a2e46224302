import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitWaves, type WaveSize } from '../../src/workflows/fleet/apply/waves.ts';
import { runConcurrently } from '../../src/workflows/fleet/run-concurrently.ts';
import { listShards, selectShard } from '../../src/workflows/fleet/shards.ts';

const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,8}$/), { maxLength: 60 });
const toTenants = (list: readonly string[]) => list.map((name) => ({ name }));

it('every tenant is in exactly one shard, whatever the order of the list, and shards are of equal size', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 25 }), (list, count) => {
      const shards = Array.from({ length: count }, (_, index) => selectShard(toTenants(list), { index: index + 1, count }));
      const shuffled = selectShard(toTenants([...list].reverse()), { index: 1, count });
      expect(
        shards
          .flat()
          .map(({ name }) => name)
          .sort(),
      ).toEqual([...list].sort());
      expect(new Set(shuffled.map(({ name }) => name))).toEqual(new Set(shards[0]?.map(({ name }) => name)));
      const sizes = shards.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

it('a matrix has no shard without a tenant', () => {
  expect(listShards(3, 20)).toEqual(['1/3', '2/3', '3/3']);
  expect(listShards(500, 2)).toEqual(['1/2', '2/2']);
  expect(listShards(0, 20)).toEqual([]);
});

const size: fc.Arbitrary<WaveSize> = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map((count) => ({ kind: 'count' as const, count })),
  fc.integer({ min: 1, max: 100 }).map((percent) => ({ kind: 'share' as const, share: percent / 100 })),
);

it('waves cover all tenants in their order, and none is empty', () => {
  fc.assert(
    fc.property(names, fc.array(size, { maxLength: 4 }), (list, sizes) => {
      const waves = splitWaves(list, sizes);
      expect(waves.flat()).toEqual(list);
      expect(waves.every((wave) => wave.length > 0)).toBe(true);
    }),
  );
});

it('a share counts all tenants and is at least one', () => {
  const tenants = Array.from({ length: 30 }, (_, index) => index);
  const sizes = splitWaves(tenants, [
    { kind: 'count', count: 1 },
    { kind: 'share', share: 0.1 },
  ]).map(({ length }) => length);
  expect(sizes).toEqual([1, 3, 26]);
  expect(splitWaves([1, 2], [{ kind: 'share', share: 0.01 }])).toEqual([[1], [2]]);
});

it('no more than the limit is in progress, and results keep the order', async () => {
  let [active, most] = [0, 0];
  const results = await runConcurrently([5, 4, 3, 2, 1, 0], 3, async (item) => {
    active += 1;
    most = Math.max(most, active);
    for (let turn = 0; turn < item; turn++) await Promise.resolve();
    active -= 1;
    return item * 10;
  });
  expect(results).toEqual([50, 40, 30, 20, 10, 0]);
  expect(most).toBe(3);
});
