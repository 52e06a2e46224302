// What `npm test` tried a part of, with all cases. Each request of an apply is a check of its own (crashes.config.mjs).
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import base from '../vitest.config.ts';
import { CRASHES } from './crashes.config.mjs';
import { SIZED } from './sized.mjs';

export default defineConfig({
  test: {
    ...base.test,
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: SIZED.filter((file) => !CRASHES.includes(file)),
    // Much else runs beside it, and is served first: the limit is for a test that hangs.
    testTimeout: 900_000,
    env: { TENON_RUNS: process.env.TENON_RUNS ?? '1' },
  },
});
