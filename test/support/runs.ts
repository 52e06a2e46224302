/**
 * How often a law is tried, and from which seed. The seed is a fixed one, so that a red law is always somebody's change;
 * TENON_SEED=random (or a number, as a failure prints it) looks elsewhere, TENON_RUNS=10 ten times as long.
 */
export function runs(count: number): { readonly numRuns: number; readonly seed: number; readonly endOnFailure: boolean } {
  const { TENON_SEED: seed = '20260801', TENON_RUNS: factor = '1', TENON_SHRINK: shrink } = process.env;
  return {
    numRuns: Math.ceil(count * Number(factor)),
    seed: seed === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(seed),
    endOnFailure: shrink === '0',
  };
}
