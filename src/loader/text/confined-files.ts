import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { explainFileError, readRegularFile } from '../../disk/read-regular-file.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { ProblemCode } from '../../model/problem/problem-codes.ts';
import type { FindingAdvice } from '../findings.ts';

/** Why a file was not read, without a place: whoever asked knows where it was named. */
export interface FileError {
  readonly code: ProblemCode;
  readonly message: string;
  readonly advice?: FindingAdvice;
}

export interface FileText {
  readonly path: string;
  readonly text: string;
}

const MAX_BYTES = 20 * 1024 * 1024;

/** The directory that no file may leave: the first file's, or the working directory where that holds the file. */
export function findRoot(root: string | undefined, firstFile: string): string {
  if (root !== undefined) return resolveRealPath(root);
  const folder = resolveRealPath(isFolder(firstFile) ? firstFile : dirname(resolve(firstFile)));
  const workingDirectory = resolveRealPath(process.cwd());
  return isInside(workingDirectory, folder) ? workingDirectory : folder;
}

/** A path as a person writes it, relative to the file that names it. */
export const resolveRelativePath = (file: string, path: string): string =>
  isAbsolute(path) ? path : normalize(join(dirname(file), path));

/** `texts`: by real path, what is read in the place of what the disk has. */
export function readText(
  root: string,
  path: string,
  texts: ReadonlyMap<string, string> = new Map(),
): Outcome<FileText, FileError> {
  const real = resolveRealPath(path);
  if (!isInside(root, real)) return failWith(createOutsideError(root, path));
  const text = texts.get(real);
  return text === undefined ? readInside(path, real) : succeed({ path: real, text });
}

const createOutsideError = (root: string, path: string): FileError => ({
  code: 'file-outside-root',
  message: `"${path}" is outside of the definition's directory`,
  advice: { expected: `a file below ${root}`, hint: 'Move the file there, or run tenon in a directory above both.' },
});

function readInside(path: string, real: string): Outcome<FileText, FileError> {
  const file = readRegularFile(real, MAX_BYTES);
  if (file.kind === 'read') return decodeText(path, real, file.bytes);
  if (file.kind === 'unreadable') return failWith({ code: 'file-unreadable', message: `"${path}" cannot be read: ${file.why}` });
  const advice = { expected: 'at most 20 MB', hint: 'Split the file and include its parts.' };
  return failWith({ code: 'file-too-large', message: `"${path}" has more than 20 MB`, advice });
}

function decodeText(path: string, real: string, bytes: Buffer): Outcome<FileText, FileError> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return succeed({ path: real, text });
  } catch {
    // Said below.
  }
  return failWith({
    code: 'file-unreadable',
    message: `"${path}" is not a text file in UTF-8`,
    advice: { expected: 'a text in UTF-8' },
  });
}

/** The path with its symbolic links followed; of what does not exist, that of the nearest directory that does. */
function resolveRealPath(path: string): string {
  const full = resolve(path);
  try {
    return realpathSync(full);
  } catch {
    const parent = dirname(full);
    return parent === full ? full : join(resolveRealPath(parent), full.slice(parent.length).replace(sep, ''));
  }
}

function isInside(root: string, path: string): boolean {
  const from = relative(root, path);
  return from === '' || (!isAbsolute(from) && from !== '..' && !from.startsWith(`..${sep}`));
}

export const doesPathExist = (path: string): boolean => existsSync(path);
export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The names in a folder, in an order that is the same everywhere; folders end with a slash. */
export function listFolder(root: string, path: string): Outcome<readonly string[], FileError> {
  const real = resolveRealPath(path);
  if (!isInside(root, real)) return failWith(createOutsideError(root, path));
  try {
    const names = readdirSync(real).map((name) => (isFolder(join(real, name)) ? `${name}/` : name));
    return succeed(names.sort());
  } catch (error) {
    return failWith({ code: 'file-unreadable', message: `"${path}" cannot be read: ${explainFileError(error)}` });
  }
}
