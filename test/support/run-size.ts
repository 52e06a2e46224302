/**
 * How much of everything is tried: the one place that makes `npm test` small and `npm run test:full` whole.
 * TENON_RUNS is the factor for generated cases: 1 tries all that a test asks for, 10 ten times as many.
 */
const SMALL = 0.05;
const FACTOR = Number(process.env.TENON_RUNS ?? SMALL);

/** Lists (types, members, places to be killed at) are gone through as a whole; otherwise a few of each. */
export const IS_FULL = FACTOR >= 1;
/** `npm test`: only a part of each file in which every test is expensive (sampled-folders.ts). */
export const IS_SAMPLED = !IS_FULL && process.env.TENON_SAMPLE === '1';
/** Asked for more than a full run: what a full run leaves out because it takes long is tried too. */
export const IS_BEYOND_FULL = FACTOR > 1;

export const scaleCases = (count: number): number => Math.max(1, Math.ceil(count * FACTOR));

/**
 * All items in a full run; otherwise `count` of them. Which ones depends on `name` and the seed only, so that a small run is the
 * same every time and laws over the same list try different parts of it.
 */
export function pickSample<T>(items: readonly T[], count: number, name: string): readonly T[] {
  if (IS_FULL || items.length <= count) return items;
  const { TENON_SEED: seed = '' } = process.env;
  const salt = seed === 'random' ? String(Math.random()) : seed;
  const chosen = items
    .map((_, index) => ({ index, rank: hash(`${salt}/${name}/${index}`) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ index }) => index);
  return items.filter((_, index) => chosen.includes(index));
}

/** Whether `name` is in the part of all names that is as large as `share`: always the same names, whatever runs before. */
export const isInShare = (name: string, share: number): boolean => hash(name) % 1000 < share * 1000;

/** CRASH_SHARD=2/4: the second quarter, so that several processes share what one would take too long for. */
export function selectShard<T>(items: readonly T[]): readonly T[] {
  const [shard = 1, shards = 1] = (process.env.CRASH_SHARD ?? '').split('/').map((text) => Number(text) || 1);
  return items.filter((_, index) => index % shards === shard - 1);
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 2_166_136_261;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return value;
}
