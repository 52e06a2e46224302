// Every request of an apply, killed before and after: too much for every `npm test`. One file goes through its requests one after the
// other and waits for processes most of the time, so each is played by several workers, a share of the requests each.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export const CRASHES = ['test/e2e/crash-plain.test.ts', 'test/e2e/crash-resume.test.ts', 'test/e2e/truthful-result.test.ts'];
const SHARDS = 3;

const shard = (number) => ({
  extends: true,
  test: {
    name: `${number} of ${SHARDS}`,
    env: { TENON_RUNS: process.env.TENON_RUNS ?? '1', CRASH_ALL: '1', CRASH_SHARD: `${number}/${SHARDS}` },
  },
});

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: CRASHES,
    setupFiles: ['test/support/remove-folders.ts', 'test/support/count-runs.ts'],
    hookTimeout: 60_000,
    maxWorkers: 3,
    projects: Array.from({ length: SHARDS }, (_, index) => shard(index + 1)),
  },
});
