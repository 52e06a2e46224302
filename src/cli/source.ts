import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { isObject } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import type { Problem } from '../model/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { loadDefinition } from './definition.ts';
import type { DefinitionOptions } from './options.ts';

const run = promisify(execFile);

/** What a plan is made against instead of a tenant: a saved snapshot, another definition, or the definition at another git revision. */
export async function snapshotFrom(
  source: string,
  files: readonly string[],
  options: DefinitionOptions,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  if (source.startsWith('git:')) return atRevision(source.slice('git:'.length), files, options);
  const saved = source.endsWith('.json') ? savedSnapshot(source) : undefined;
  return saved ? success(saved) : fromDefinition([source], options);
}

async function fromDefinition(
  files: readonly string[],
  options: DefinitionOptions,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const loaded = await loadDefinition(files, options, true);
  if (!loaded.ok) return loaded;
  const { asSnapshot } = await import('../planner/as-snapshot.ts');
  const { RESOURCE_TYPES } = await import('../resources/index.ts');
  return success(asSnapshot(loaded.value.definition, RESOURCE_TYPES));
}

function savedSnapshot(file: string): Snapshot | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const isSnapshot = isObject(parsed) && typeof parsed.tenant === 'string' && isObject(parsed.types ?? null);
    return isSnapshot ? JSON.parse(JSON.stringify(parsed)) : undefined;
  } catch {
    return undefined;
  }
}

/** The whole tree of the revision is checked out beside, so that includes and side files are those of that revision. */
async function atRevision(
  revision: string,
  files: readonly string[],
  options: DefinitionOptions,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'tenon-'));
  try {
    const { stdout } = await run('git', ['rev-parse', '--show-toplevel']);
    const top = stdout.trim();
    const archive = join(folder, 'tree.tar');
    await run('git', ['-C', top, 'archive', '--format=tar', '-o', archive, '--end-of-options', revision]);
    await run('tar', ['-xf', archive, '-C', folder]);
    return await fromDefinition(
      files.map((file) => join(folder, relative(top, file.startsWith('/') ? file : join(process.cwd(), file)))),
      options,
    );
  } catch (error) {
    return failure([unreadable(revision, error)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

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
