// The tests that need a Redis. `npm test` leaves them out: it needs nothing but Node.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/redis/**/*.test.ts'],
    setupFiles: ['test/support/remove-folders.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
