import fc from 'fast-check';
import { tried } from './tried.ts';

// Every property says how often it was tried. Failures are told as they always are.
fc.configureGlobal({
  reporter: (details) => {
    tried(details.numRuns);
    if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
  },
});
