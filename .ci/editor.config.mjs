// The schema of a definition in a real YAML language server. `npm test` leaves it out: most changes do not touch the schemas.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/editor/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
