import { getValidator } from '../../loader/load-validator.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Pointer } from '../../model/json/pointer.ts';
import type { Snapshot } from '../../model/snapshot.ts';

/**
 * Where a rollback or a restore leads: all that is needed to plan it afresh from wherever the tenant is by then. It travels inside the saved plan, under
 * its seal, so neither an edited backup nor a deleted run changes it.
 */
export interface RestoreDestination {
  readonly source: RestoreOrigin;
  /** The state to go back to, secrets masked. */
  readonly before: Snapshot;
  /** The file that `before` was read from. */
  readonly file: string;
  /** Live ids to delete, by type, as they were when the first plan was made; or all that `before` does not have. */
  readonly goes: Readonly<Record<string, readonly string[] | 'others'>>;
  /** Places of secrets that were set since, by live id. */
  readonly secretsSet: Readonly<Record<string, readonly Pointer[]>>;
}

export type RestoreOrigin =
  /** `deleted`: types of which that run deleted something. */
  | { readonly verb: 'rollback'; readonly run: string; readonly deleted: readonly string[] }
  | { readonly verb: 'restore'; readonly prune: boolean };

/** How to plan the way to a destination from the beginning. */
export function formatRestoreCommand({ source, file }: RestoreDestination): string {
  if (source.verb === 'rollback') return `tenon rollback ${source.run}`;
  return `tenon restore ${file}${source.prune ? ' --prune' : ''}`;
}

/** Undefined where the value is no destination. */
export async function parseRestoreDestination(value: JsonValue): Promise<RestoreDestination | undefined> {
  if (!isObject(value)) return undefined;
  const { before, file, goes, secretsSet } = value;
  const source = parseRestoreOrigin(value.source);
  if (!source || typeof file !== 'string' || !isObject(before) || !isObject(goes) || !isObject(secretsSet)) return undefined;
  const hasValidGoes = Object.values(goes).every((ids) => ids === 'others' || isStringArray(ids));
  if (!hasValidGoes || !Object.values(secretsSet).every(isStringArray)) return undefined;
  const isSnapshot = (await getValidator('snapshot'))(before).length === 0;
  // Each member was just found to have its form.
  return isSnapshot ? { ...JSON.parse(JSON.stringify({ before, goes, secretsSet })), source, file } : undefined;
}

function parseRestoreOrigin(value: JsonValue | undefined): RestoreOrigin | undefined {
  if (!isObject(value)) return undefined;
  const { verb, run, deleted, prune }: JsonObject = value;
  if (verb === 'restore' && typeof prune === 'boolean') return { verb, prune };
  if (verb !== 'rollback' || typeof run !== 'string' || !isStringArray(deleted)) return undefined;
  return { verb, run, deleted };
}

const isStringArray = (value: JsonValue | undefined): value is readonly string[] =>
  isArray(value) && value.every((item) => typeof item === 'string');
