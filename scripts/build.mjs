// Builds dist/ for development and tests: compiled schemas, the programs and the library. Outputs that are newer than their sources are kept.
// `scripts/package.mjs` makes the published package from the same parts.
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { bundleProgram } from './build/bundle.mjs';
import { buildEmulatorFacts } from './build/emulator-facts.mjs';
import { isStale, listTree, toPath, writeWhole } from './build/files.mjs';
import { buildValidators } from './build/validators.mjs';

const BUILD = [...listTree('scripts/build'), ...['scripts/build.mjs', 'package-lock.json'].map(toPath)];

/** Each output with its sources. */
const STEPS = [
  {
    output: 'dist/validators.archive',
    sources: [...listTree('schemas'), ...listTree('src/schema/compile'), ...BUILD],
    run: async (output) => writeWhole(output, await buildValidators()),
  },
  {
    output: 'dist/emulator.archive',
    sources: [...listTree('src/emulator/facts/schemas'), toPath('src/emulator/engine/validation/string-formats.ts'), ...BUILD],
    run: async (output) => writeWhole(output, await buildEmulatorFacts()),
  },
  {
    output: 'dist/.bundled',
    sources: [...listTree('src'), ...BUILD],
    run: async (output) => {
      await bundleProgram(toPath('dist'), { minify: false });
      writeFileSync(toPath(output), '');
    },
  },
];

mkdirSync(toPath('dist'), { recursive: true });
for (const { output, sources, run } of STEPS) {
  if (!isStale(output, sources)) continue;
  const started = new Date();
  try {
    await run(output);
    // A source that changed meanwhile is newer.
    utimesSync(toPath(output), started, started);
  } catch (error) {
    console.error(`${output}: ${error.message}`);
    rmSync(toPath(output), { force: true });
    process.exitCode = 1;
  }
}
