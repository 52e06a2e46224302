import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Loaded } from '../../loader/load-definition.ts';
import { findRoot } from '../../loader/text/confined-files.ts';
import { isObject } from '../../model/json/json-value.ts';
import { failWith, type Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type LoadFilesOptions, loadFiles } from './load-files.ts';

const runProgram = promisify(execFile);

export type SourceOptions = Pick<LoadFilesOptions, 'vars' | 'config' | 'catalogue' | 'target'>;

const REVISION_PREFIX = 'git:';

export const isRevision = (source: string): boolean => source.startsWith(REVISION_PREFIX);

/**
 * Loads another definition to compare with: `git:REF` is the definition in `files` at that revision, anything else a file. Nothing of it is
 * sent, so missing secrets are no error.
 */
export const loadSource = (
  source: string,
  files: readonly string[],
  options: SourceOptions,
): Promise<Outcome<Loaded, readonly Problem[]>> =>
  isRevision(source)
    ? loadAtRevision(source.slice(REVISION_PREFIX.length), files, options)
    : loadFiles([source], { ...dropOverrideRules(options), root: findRoot(undefined, source), secretsOptional: true });

/** Rules for the own files of a project's tenant do not apply to other files. */
const dropOverrideRules = ({ target, ...options }: SourceOptions): SourceOptions =>
  target ? { ...options, target: { ...target, ownFiles: [] } } : options;

/** Extracts the whole tree of the revision into a temporary folder, so that included files are of the same revision. */
async function loadAtRevision(
  revision: string,
  files: readonly string[],
  options: SourceOptions,
): Promise<Outcome<Loaded, readonly Problem[]>> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'tenon-'));
  try {
    const { stdout } = await runProgram('git', ['rev-parse', '--show-toplevel']);
    const top = stdout.trim();
    const paths = files.map((file) => relative(top, resolve(file)));
    const outside = paths.findIndex((path) => path.startsWith('..') || isAbsolute(path));
    if (outside >= 0) return failWith([createNotInRepositoryProblem(files[outside] ?? '', top)]);
    const archive = join(folder, 'tree.tar');
    await runProgram('git', ['-C', top, 'archive', '--format=tar', '-o', archive, '--end-of-options', revision]);
    await runProgram('tar', ['-xf', archive, '-C', folder]);
    const missing = paths.find((path) => !existsSync(join(folder, path)));
    if (missing !== undefined) return failWith([createNotAtRevisionProblem(missing, revision)]);
    const inTree = paths.map((path) => join(folder, path));
    const root = join(folder, relative(top, process.cwd()));
    const loaded = await loadFiles(inTree, { ...dropOverrideRules(options), root, secretsOptional: true });
    return loaded.ok ? loaded : failWith(loaded.error.map((problem) => showRevisionPaths(problem, folder, revision)));
  } catch (error) {
    return failWith([createUnreadableRevisionProblem(revision, error)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Shows `git:REVISION:` in messages and places instead of the temporary folder. */
function showRevisionPaths(problem: Problem, folder: string, revision: string): Problem {
  const replaceFolder = (text: string): string => text.replaceAll(`${folder}/`, `git:${revision}:`);
  const { message, place } = problem;
  return {
    ...problem,
    message: replaceFolder(message),
    ...(place?.kind === 'file' ? { place: { ...place, file: replaceFolder(place.file) } } : {}),
  };
}

const createNotInRepositoryProblem = (file: string, top: string): Problem => ({
  code: 'file-unreadable',
  severity: 'error',
  message: `"${file}" is not in the git repository ${top}`,
  hint: 'Run tenon inside the git repository of the definition.',
});

const createNotAtRevisionProblem = (file: string, revision: string): Problem => ({
  code: 'file-unreadable',
  severity: 'error',
  message: `the revision "${revision}" has no file ${file}`,
  hint: 'If the file is new, run tenon plan --emulator: it plans to create everything in it.',
});

const createUnreadableRevisionProblem = (revision: string, error: unknown): Problem => ({
  code: 'file-unreadable',
  severity: 'error',
  message: `git cannot read the revision "${revision}": ${getLastLine(error)}`,
  hint: 'Fetch it first (in CI, check out the full history), or name another revision.',
});

const getLastLine = (error: unknown): string => {
  const text = isObject(error) && typeof error.stderr === 'string' && error.stderr !== '' ? error.stderr : String(error);
  return text.trim().split('\n').at(-1) ?? '';
};
