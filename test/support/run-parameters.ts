import { scaleCases } from './run-size.ts';

/**
 * How many cases a law tries, and from which seed. The seed is fixed, so that a red law is always caused by a change;
 * TENON_SEED=random (or a number, as a failure prints it) tries other cases. `count` is for a full run (size.ts).
 */
export function getRunParameters(count: number): {
  readonly numRuns: number;
  readonly seed: number;
  readonly endOnFailure: boolean;
} {
  const { TENON_SEED: seed = '20260801', TENON_SHRINK: shrink } = process.env;
  return {
    numRuns: scaleCases(count),
    seed: seed === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(seed),
    endOnFailure: shrink === '0',
  };
}
