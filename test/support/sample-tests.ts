import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, type RunnerTestCase, type RunnerTestFile, type RunnerTestSuite } from 'vitest';
import { IS_SAMPLED, pickSample } from './run-size.ts';
import { findShare } from './sampled-folders.ts';

const TESTS = dirname(fileURLToPath(new URL('.', import.meta.url)));
const chosen = new WeakMap<RunnerTestFile, ReadonlySet<RunnerTestCase>>();

// `npm test` runs a part of each expensive file, at least one test of it and always the same ones. CI runs the others after it.
if (IS_SAMPLED) {
  beforeEach(({ task, skip }) => {
    if (!getChosen(task.file).has(task)) skip('full run');
  });
}

function getChosen(file: RunnerTestFile): ReadonlySet<RunnerTestCase> {
  const known = chosen.get(file);
  if (known) return known;
  const tests = listTests(file).filter(({ mode }) => mode === 'run' || mode === 'queued');
  const path = relative(TESTS, file.filepath);
  const sample = new Set(pickSample(tests, Math.ceil(tests.length * findShare(path)), path));
  chosen.set(file, sample);
  return sample;
}

const listTests = (suite: RunnerTestSuite): readonly RunnerTestCase[] =>
  suite.tasks.flatMap((task) => (task.type === 'suite' ? listTests(task) : [task]));
