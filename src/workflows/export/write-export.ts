import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExportedFile } from '../../exporter/export-options.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

/**
 * Writes all files or, as far as a file system allows, none: writes them to a staging folder first, then moves them, the main file last.
 * Never follows a link out of the folder. Overwrites existing files only with `force`.
 */
export function writeExportFiles(folder: string, files: readonly ExportedFile[], force: boolean): Outcome<void, Problem> {
  const stagingFolder = join(folder, `.tenon-${randomBytes(6).toString('hex')}`);
  try {
    mkdirSync(folder, { recursive: true });
    const obstacle = findObstacle(folder, files, force);
    if (obstacle) return failWith(obstacle);
    mkdirSync(stagingFolder);
    for (const [index, { content }] of files.entries())
      writeFileSync(join(stagingFolder, String(index)), content, { flag: 'wx' });
    for (const { path } of files) mkdirSync(dirname(join(folder, path)), { recursive: true });
    for (const [index, { path }] of [...files.entries()].reverse())
      renameSync(join(stagingFolder, String(index)), join(folder, path));
    return succeed(undefined);
  } catch (error) {
    return failWith(createUnwritableExportProblem(folder, getErrorMessage(error), 'Check the path given with --out.'));
  } finally {
    if (existsSync(stagingFolder)) rmSync(stagingFolder, { recursive: true });
  }
}

/** Finds what prevents writing: a link or a file where a folder must be, or a file that would be overwritten. */
function findObstacle(folder: string, files: readonly ExportedFile[], force: boolean): Problem | undefined {
  const folders = new Set(files.flatMap(({ path }) => listParentFolders(path)));
  for (const path of folders) {
    const found = readStats(join(folder, path));
    if (found && !found.isDirectory())
      return createUnwritableExportProblem(
        join(folder, path),
        'it is not a folder',
        'Move it out of the way, or export elsewhere.',
      );
  }
  const present = files.filter(({ path }) => readStats(join(folder, path)));
  const blocked = present.find(({ path }) => readStats(join(folder, path))?.isDirectory());
  if (blocked)
    return createUnwritableExportProblem(
      join(folder, blocked.path),
      'it is a folder',
      'Move it out of the way, or export elsewhere.',
    );
  if (force || present.length === 0) return undefined;
  const names = present
    .slice(0, MAX_SHOWN_NAMES)
    .map(({ path }) => path)
    .join(', ');
  const more = present.length > MAX_SHOWN_NAMES ? ` and ${present.length - MAX_SHOWN_NAMES} more` : '';
  return createUnwritableExportProblem(
    folder,
    `it already contains ${names}${more}`,
    'Use --force to overwrite, or export to an empty folder.',
  );
}

const MAX_SHOWN_NAMES = 5;

/** Lists the folders above a path: for `a/b/c.js`, `a` and `a/b`. */
const listParentFolders = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, steps) => steps.slice(0, index + 1).join('/'));

/** Does not follow links. Undefined: nothing exists at the path. */
const readStats = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

const createUnwritableExportProblem = (path: string, why: string, hint: string): Problem => ({
  code: 'output-unwritable',
  severity: 'error',
  message: `${path} cannot be written: ${why}`,
  hint,
});
