import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readTextFile } from '../disk/read-regular-file.ts';
import { validatorOf } from '../loader/load-validator.ts';
import { readJson } from '../management-api/transport/parse-json.ts';
import { isObject } from '../model/json/json.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { DefinitionOptions } from './commands/options.ts';
import { loadDefinition } from './definition.ts';

const run = promisify(execFile);

/**
 * What a plan is made against instead of a tenant: a saved snapshot, another definition, or the definition at another git revision.
 * A definition stands for the tenant that the new one is for: a change of `reconcile.tenant` is no reason to refuse.
 */
export async function snapshotFrom(
  source: string,
  files: readonly string[],
  options: DefinitionOptions,
  tenant = source,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const isRevision = source.startsWith('git:');
  const saved = !isRevision && source.endsWith('.json') ? await savedSnapshot(source) : undefined;
  if (saved) return saved;
  const read = isRevision
    ? await atRevision(source.slice('git:'.length), files, options)
    : await fromDefinition([source], options);
  return read.ok ? success({ ...read.value, tenant }) : read;
}

async function fromDefinition(
  files: readonly string[],
  options: DefinitionOptions,
  root?: string,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const loaded = await loadDefinition(files, options, true, root);
  if (!loaded.ok) return loaded;
  const { asSnapshot } = await import('../planner/definition-as-snapshot.ts');
  const { RESOURCE_TYPES } = await import('../resources/index.ts');
  return success(asSnapshot(loaded.value.definition, RESOURCE_TYPES));
}

/** Undefined where the file is none: a definition may be JSON, too. */
async function savedSnapshot(file: string): Promise<Outcome<Snapshot, readonly Problem[]> | undefined> {
  const text = textOf(file);
  const parsed = text === undefined ? undefined : readJson(text)?.value;
  if (text === undefined || !isObject(parsed) || typeof parsed.tenant !== 'string' || !isObject(parsed.types)) return undefined;
  const errors = (await validatorOf('snapshot'))(parsed);
  // The validator has just said that it has the form of a Snapshot.
  return errors.length === 0 ? success(JSON.parse(text)) : failure([noSnapshot(file, errors[0]?.instancePath ?? '')]);
}

function textOf(file: string): string | undefined {
  try {
    return readTextFile(file);
  } catch {
    return undefined;
  }
}

const noSnapshot = (file: string, at: string): Problem => ({
  code: 'file-unreadable',
  severity: 'error',
  message: `${file} is no snapshot of a tenant: it is wrong at ${at === '' ? 'its top' : at}`,
  expected: 'the form of schemas/snapshot.schema.json',
  hint: 'Make the snapshot again.',
});

/** The whole tree of the revision is checked out beside, so that includes and side files are those of that revision. */
async function atRevision(
  revision: string,
  files: readonly string[],
  options: DefinitionOptions,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'tenon-'));
  try {
    const { stdout } = await run('git', ['rev-parse', '--show-toplevel']);
    const top = stdout.trim();
    const paths = files.map((file) => relative(top, resolve(file)));
    const outside = paths.findIndex((path) => path.startsWith('..') || isAbsolute(path));
    if (outside >= 0) return failure([notInRepository(files[outside] ?? '', top)]);
    const archive = join(folder, 'tree.tar');
    await run('git', ['-C', top, 'archive', '--format=tar', '-o', archive, '--end-of-options', revision]);
    await run('tar', ['-xf', archive, '-C', folder]);
    const missing = paths.find((path) => !existsSync(join(folder, path)));
    if (missing !== undefined) return failure([notAtRevision(missing, revision)]);
    const inTree = paths.map((path) => join(folder, path));
    const read = await fromDefinition(inTree, options, join(folder, relative(top, process.cwd())));
    return read.ok ? read : failure(read.error.map((problem) => ofRevision(problem, folder, revision)));
  } catch (error) {
    return failure([unreadable(revision, error)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nobody knows the folder that the revision was read in. */
function ofRevision(problem: Problem, folder: string, revision: string): Problem {
  const named = (text: string): string => text.replaceAll(`${folder}/`, `git:${revision}:`);
  const { message, place } = problem;
  return {
    ...problem,
    message: named(message),
    ...(place?.kind === 'file' ? { place: { ...place, file: named(place.file) } } : {}),
  };
}

const notInRepository = (file: string, top: string): Problem => ({
  code: 'file-unreadable',
  severity: 'error',
  message: `"${file}" is not in the git repository ${top}`,
  hint: 'Run tenon in the repository of the definition.',
});

const notAtRevision = (file: string, revision: string): Problem => ({
  code: 'file-unreadable',
  severity: 'error',
  message: `the revision "${revision}" has no file ${file}`,
  hint: 'Where the file is new, all that is in it is: tenon plan --emulator shows that.',
});

const unreadable = (revision: string, error: unknown): Problem => ({
  code: 'file-unreadable',
  severity: 'error',
  message: `git has no readable revision "${revision}": ${lastLine(error)}`,
  hint: 'Fetch it first (in CI: a checkout with its full history), or name another one.',
});

const lastLine = (error: unknown): string => {
  const text = isObject(error) && typeof error.stderr === 'string' && error.stderr !== '' ? error.stderr : String(error);
  return text.trim().split('\n').at(-1) ?? '';
};
