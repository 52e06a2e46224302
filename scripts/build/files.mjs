// Paths and times of files for the build.
import { existsSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);

/** Returns the path of a file of the repository. */
export const toPath = (name) => fileURLToPath(new URL(name, root));

/** Lists a folder and everything in it. The folders count as well: the time of a folder changes when a file of it is removed. */
export const listTree = (folder) => [
  toPath(folder),
  ...readdirSync(toPath(folder), { recursive: true, withFileTypes: true }).map((entry) => `${entry.parentPath}/${entry.name}`),
];

/** Whether a file is missing, or older than one of its sources. */
export function isStale(target, sources) {
  if (!existsSync(toPath(target))) return true;
  const built = statSync(toPath(target)).mtimeMs;
  return sources.some((source) => statSync(source).mtimeMs >= built);
}

/** Writes atomically, so that two builds at the same time leave no partial file. */
export function writeWhole(target, content) {
  const temporary = toPath(`${target}.${process.pid}`);
  writeFileSync(temporary, content);
  renameSync(temporary, toPath(target));
}
