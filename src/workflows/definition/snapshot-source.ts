import { readTextFile } from '../../disk/read-regular-file.ts';
import { getValidator } from '../../loader/load-validator.ts';
import { parseAnswerJson } from '../../management-api/transport/parse-json.ts';
import { isObject } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { isRevision, loadSource, type SourceOptions } from './load-revision.ts';

/**
 * Reads what to plan against instead of a tenant: a saved snapshot, another definition, or the definition at another git revision.
 * A definition counts as the state of the tenant being planned for, so a different `reconcile.tenant` is not refused.
 */
export async function readSnapshotFrom(
  source: string,
  files: readonly string[],
  options: SourceOptions,
  tenant = source,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const saved = !isRevision(source) && source.endsWith('.json') ? await readSavedSnapshot(source) : undefined;
  if (saved) return saved;
  const loaded = await loadSource(source, files, options);
  if (!loaded.ok) return loaded;
  const { buildSnapshotFromDefinition } = await import('../../planner/definition-as-snapshot.ts');
  return succeed({ ...buildSnapshotFromDefinition(loaded.value.definition, loaded.value.catalogue), tenant });
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
