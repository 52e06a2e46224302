// Which files of tests try more in a full run than `npm test` does: those in a sampled folder, and those that depend, through
// whatever they import, on test/support/run-size.ts or fast-check. The others are the same in both, and CI need not run them twice.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findShare } from '../test/support/sampled-folders.ts';

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
  .filter((name) => findShare(name) < 1 || isSized(join(root, 'test', name)))
  .map((name) => join(root, 'test', name))
  .map((file) => relative(root, file));
