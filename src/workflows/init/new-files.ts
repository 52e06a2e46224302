import { appendFileSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { readTextFile } from '../../disk/read-regular-file.ts';
import type { ExportedFile } from '../../exporter/export-options.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { writeExportFiles } from '../export/write-export.ts';

/** Which files were written, and which were there already and stay as they are. */
export interface NewFiles {
  readonly written: readonly string[];
  readonly kept: readonly string[];
}

/** Whether something is at the path, be it a file, a folder or a link to nothing. */
export const isTaken = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Writes the files that do not exist. Never overwrites, and never follows a link out of the folder. */
export function writeNewFiles(folder: string, files: readonly ExportedFile[]): Outcome<NewFiles, Problem> {
  const kept = files.filter(({ path }) => isTaken(join(folder, path)));
  const missing = files.filter((file) => !kept.includes(file));
  const written = writeExportFiles(folder, missing, false);
  return written.ok ? succeed({ written: missing.map(({ path }) => path), kept: kept.map(({ path }) => path) }) : written;
}

const RUN_FOLDER = '.tenon/';

/** Makes git ignore the folder of runs and emulated tenants. Undefined: it does already, or the file cannot be extended. */
export function extendGitignore(folder: string): string | undefined {
  const path = join(folder, '.gitignore');
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats && !stats.isFile()) return undefined;
  const text = stats ? readTextFile(path) : '';
  if (text.split(/\r?\n/).some((line) => /^\/?\.tenon\/?$/.test(line.trim()))) return undefined;
  appendFileSync(path, `${text === '' || text.endsWith('\n') ? '' : '\n'}${RUN_FOLDER}\n`);
  return '.gitignore';
}

/** Recommends the editor extension that reads the schemas. */
export const EDITOR_FILES: readonly ExportedFile[] = [
  { path: '.vscode/extensions.json', content: `${JSON.stringify({ recommendations: ['redhat.vscode-yaml'] }, undefined, 2)}\n` },
];
