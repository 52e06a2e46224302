// Packs the request schemas of the emulator, as data and compiled.
import { readdirSync, readFileSync } from 'node:fs';
import { tsImport } from 'tsx/esm/api';
import { buildArchive } from './archive.mjs';
import { compileFamily } from './compile-request-schemas.mjs';
import { toPath } from './files.mjs';

const FOLDER = 'src/emulator/facts/schemas';

/** Returns `dist/emulator.archive`: `roles.json` and `roles.cjs` for each family of paths. */
export async function buildEmulatorFacts() {
  const { STRING_FORMATS } = await tsImport('../../src/emulator/engine/validation/string-formats.ts', import.meta.url);
  const files = readdirSync(toPath(FOLDER)).filter((name) => name.endsWith('.json'));
  const texts = files.flatMap((file) => {
    const family = JSON.parse(readFileSync(toPath(`${FOLDER}/${file}`), 'utf8'));
    return [
      [file, JSON.stringify(family)],
      [file.replace('.json', '.cjs'), compileFamily(family, STRING_FORMATS)],
    ];
  });
  return buildArchive(Object.fromEntries(texts));
}
