import fc from 'fast-check';
import { tried } from './tried.ts';

const { TENON_SEED, TENON_RUNS = '1' } = process.env;

// Every property reports how often it was tried. The same commit gets the same verdict: the seed is fixed, unless TENON_SEED names
// another one (or `random`, for the search for new failures).
fc.configureGlobal({
  numRuns: 100 * Number(TENON_RUNS),
  ...(TENON_SEED === 'random' ? {} : { seed: Number(TENON_SEED ?? 20_261_130) }),
  reporter: (details) => {
    tried(details.numRuns);
    if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
  },
});
