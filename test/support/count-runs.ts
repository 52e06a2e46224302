import fc from 'fast-check';
import { countCases } from './count-cases.ts';
import { scaleCases } from './run-size.ts';

const { TENON_SEED } = process.env;

// Every property reports how many cases it tried. The same commit gets the same verdict: the seed is fixed, unless TENON_SEED names
// another one (or `random`, to search for new failures).
fc.configureGlobal({
  numRuns: scaleCases(100),
  ...(TENON_SEED === 'random' ? {} : { seed: Number(TENON_SEED ?? 20_261_130) }),
  reporter: (details) => {
    countCases(details.numRuns);
    if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
  },
});
