// Which files of tests try more in a full run than `npm test` does: those that have, through whatever they import, something to do
// with test/support/run-size.ts or fast-check. The rest of them is the same in both, and CI need not run it twice.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const SIZE = join(root, 'test/support/run-size.ts');
/** Starts commands in another way in a full run, which does not make a test another one. */
const CLI = join(root, 'test/support/cli.ts');

const known = new Map([[CLI, false]]);

function isSized(file) {
  if (file === SIZE) return true;
  if (known.has(file)) return known.get(file);
  known.set(file, false);
  const text = readFileSync(file, 'utf8');
  const imports = [...text.matchAll(/ from '(\.[^']+\.ts)'/g)].map(([, path]) => resolve(dirname(file), path));
  const inTests = imports.filter((path) => path.startsWith(join(root, 'test')) && existsSync(path));
  const sized = / from 'fast-check'/.test(text) || inTests.some(isSized);
  known.set(file, sized);
  return sized;
}

export const SIZED = readdirSync(join(root, 'test'), { recursive: true })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(root, 'test', name))
  .filter(isSized)
  .map((file) => relative(root, file));
