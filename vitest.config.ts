import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/interop/**', 'test/browser/**', 'test/redis/**', 'test/editor/**', '**/node_modules/**'],
    setupFiles: ['test/support/remove-folders.ts', 'test/support/count-runs.ts', 'test/support/sample-tests.ts'],
    // Many tests wait for a process or an answer: one worker more than a small machine has cores.
    maxWorkers: 3,
    // Loading the program and compiling the emulator's schemas takes longer than most files of tests: once per worker, not once
    // per file. Tests therefore leave nothing behind in their thread.
    isolate: false,
    pool: 'threads',
    testTimeout: 180_000,
    hookTimeout: 60_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
  },
});
