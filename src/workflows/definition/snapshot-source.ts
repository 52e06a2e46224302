import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readTextFile } from '../../disk/read-regular-file.ts';
import { getValidator } from '../../loader/load-validator.ts';
import { parseAnswerJson } from '../../management-api/transport/parse-json.ts';
import { isObject } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { type LoadFilesOptions, loadFiles } from './load-files.ts';

const runProgram = promisify(execFile);

type SnapshotSourceOptions = Pick<LoadFilesOptions, 'vars' | 'config' | 'catalogue'>;

/**
 * Reads what to plan against instead of a tenant: a saved snapshot, another definition, or the definition at another git revision.
 * A definition counts as the state of the tenant being planned for, so a different `reconcile.tenant` is not refused.
 */
export async function readSnapshotFrom(
  source: string,
  files: readonly string[],
  options: SnapshotSourceOptions,
  tenant = source,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const isRevision = source.startsWith('git:');
  const saved = !isRevision && source.endsWith('.json') ? await readSavedSnapshot(source) : undefined;
  if (saved) return saved;
  const read = isRevision
    ? await readRevision(source.slice('git:'.length), files, options)
    : await readDefinitionSnapshot([source], options);
  return read.ok ? succeed({ ...read.value, tenant }) : read;
}

async function readDefinitionSnapshot(
  files: readonly string[],
  options: SnapshotSourceOptions,
  root?: string,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const rooted = root === undefined ? {} : { root };
  const loaded = await loadFiles(files, { ...options, ...rooted, secretsOptional: true });
  if (!loaded.ok) return loaded;
  const { buildSnapshotFromDefinition } = await import('../../planner/definition-as-snapshot.ts');
  return succeed(buildSnapshotFromDefinition(loaded.value.definition, loaded.value.catalogue));
}

/** Undefined: the file is not a snapshot. It may be a definition in JSON. */
async function readSavedSnapshot(file: string): Promise<Outcome<Snapshot, readonly Problem[]> | undefined> {
  const text = readTextIfPresent(file);
  const parsed = text === undefined ? undefined : parseAnswerJson(text)?.value;
  if (text === undefined || !isObject(parsed) || typeof parsed.tenant !== 'string' || !isObject(parsed.types)) return undefined;
  const errors = (await getValidator('snapshot'))(parsed);
  // The validator has just confirmed that it is a Snapshot.
  return errors.length === 0
    ? succeed(JSON.parse(text))
    : failWith([createInvalidSnapshotProblem(file, errors[0]?.instancePath ?? '')]);
}

function readTextIfPresent(file: string): string | undefined {
  try {
    return readTextFile(file);
  } catch {
    return undefined;
  }
}

const createInvalidSnapshotProblem = (file: string, at: string): Problem => ({
  code: 'file-unreadable',
  severity: 'error',
  message: `${file} is not a valid snapshot of a tenant: error at ${at === '' ? 'the top level' : at}`,
  expected: 'a file that matches schemas/snapshot.schema.json',
  hint: 'Save the snapshot again with tenon backup.',
});

/** Extracts the whole tree of the revision into a temporary folder, so that included files are of the same revision. */
async function readRevision(
  revision: string,
  files: readonly string[],
  options: SnapshotSourceOptions,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
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
    const read = await readDefinitionSnapshot(inTree, options, join(folder, relative(top, process.cwd())));
    return read.ok ? read : failWith(read.error.map((problem) => showRevisionPaths(problem, folder, revision)));
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
