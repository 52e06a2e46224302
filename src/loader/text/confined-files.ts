import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { explainFileError, readRegularFile } from '../../disk/read-regular-file.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { ProblemCode } from '../../model/problem/problem-codes.ts';
import type { FindingAdvice } from '../findings.ts';

/** Why a file could not be read. It has no place: the caller knows where the file is named. */
export interface FileError {
  readonly code: ProblemCode;
  readonly message: string;
  readonly advice?: FindingAdvice;
}

export interface FileText {
  /** The real path. */
  readonly path: string;
  readonly text: string;
}

const MAX_BYTES = 20 * 1024 * 1024;

/** Finds the directory that no file may leave: `root`, else the working directory if it contains the first file, else that file's directory. */
export function findRoot(root: string | undefined, firstFile: string): string {
  if (root !== undefined) return resolveRealPath(root);
  const folder = resolveRealPath(isFolder(firstFile) ? firstFile : dirname(resolve(firstFile)));
  const workingDirectory = resolveRealPath(process.cwd());
  return isInside(workingDirectory, folder) ? workingDirectory : folder;
}

/** Resolves a path relative to the file that names it, in the form to show to people. */
export const resolveRelativePath = (file: string, path: string): string =>
  isAbsolute(path) ? path : normalize(join(dirname(file), path));

/**
 * Reads a text file inside the root.
 * @param texts texts by real path that override the files on disk
 */
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
  message: `"${path}" is outside the definition's directory`,
  advice: { expected: `a file inside ${root}`, hint: 'Move the file there, or run tenon in a directory that contains both.' },
});

function readInside(path: string, real: string): Outcome<FileText, FileError> {
  const file = readRegularFile(real, MAX_BYTES);
  if (file.kind === 'read') return decodeText(path, real, file.bytes);
  if (file.kind === 'unreadable') return failWith({ code: 'file-unreadable', message: `"${path}" cannot be read: ${file.why}` });
  const advice = { expected: 'at most 20 MB', hint: 'Split the file and include its parts.' };
  return failWith({ code: 'file-too-large', message: `"${path}" is larger than 20 MB`, advice });
}

function decodeText(path: string, real: string, bytes: Buffer): Outcome<FileText, FileError> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return succeed({ path: real, text });
  } catch {
    // Reported below.
  }
  return failWith({
    code: 'file-unreadable',
    message: `"${path}" is not a UTF-8 text file`,
    advice: { expected: 'UTF-8 text' },
  });
}

/** Follows symbolic links. For a path that does not exist, follows those of its nearest existing ancestor. */
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

/** Lists the names in a folder, sorted by code unit so that every machine sees the same order. Folders end with a slash. */
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
