import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { brotliDecompressSync } from 'node:zlib';
import equal from 'ajv/dist/runtime/equal.js';
import ucs2length from 'ajv/dist/runtime/ucs2length.js';
import * as formats from 'ajv-formats/dist/formats.js';
import { PACKAGE_FOLDER } from './package-folder.ts';

/** The texts of one archive by name, each decompressed when it is read. */
export type Archive = ReadonlyMap<string, () => string>;

/**
 * Reads an archive that `scripts/build/archive.mjs` wrote to `dist`: a line of JSON with the name and the compressed length of each text,
 * then the texts. One compressed file instead of a hundred is a tenth of their size in the installed package.
 * @throws Error if the program was not built.
 */
export function readArchive(name: string): Archive {
  const bytes = readFileSync(new URL(`dist/${name}`, PACKAGE_FOLDER));
  const end = bytes.indexOf('\n');
  const entries: readonly (readonly [string, number])[] = JSON.parse(bytes.toString('utf8', 0, end));
  const archive = new Map<string, () => string>();
  let from = end + 1;
  for (const [entry, length] of entries) {
    const compressed = bytes.subarray(from, from + length);
    archive.set(entry, () => brotliDecompressSync(compressed).toString());
    from += length;
  }
  return archive;
}

/** Node imports a CommonJS module as a whole; bundlers and test runners may give its default export. */
const toModule = (imported: unknown): unknown => (typeof imported === 'function' ? { default: imported } : imported);

/** What the code that Ajv generates calls at run time. */
const AJV_RUNTIME: Readonly<Record<string, unknown>> = {
  'ajv/dist/runtime/equal': toModule(equal),
  'ajv/dist/runtime/ucs2length': toModule(ucs2length),
  'ajv-formats/dist/formats': formats,
};

/** Runs a CommonJS module that Ajv generated when tenon was built, and returns what it exports. */
export function evaluateValidators(code: string): unknown {
  const module = { exports: {} };
  compileFunction(code, ['module', 'exports', 'require'])(module, module.exports, (name: string) => AJV_RUNTIME[name]);
  return module.exports;
}
