import { getValidator } from '../../loader/load-validator.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Pointer } from '../../model/json/pointer.ts';
import type { Snapshot } from '../../model/snapshot.ts';

/**
 * Where a rollback or a restore leads: everything needed to plan it again from a later state of the tenant. It is part of the sealed
 * plan, so editing the backup or deleting the run does not change it.
 */
export interface RestoreDestination {
  readonly source: RestoreOrigin;
  /** The state to restore, with secrets masked. */
  readonly before: Snapshot;
  /** The file that `before` was read from. */
  readonly file: string;
  /** Live ids to delete, by type, fixed by the first plan. `others`: everything that `before` does not have. */
  readonly goes: Readonly<Record<string, readonly string[] | 'others'>>;
  /** Items to remove from relations that keep undeclared ones: ids or keys, by the live id of the owner and the relation. */
  readonly removedItems: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Places of secrets that were set after `before` was saved, by live id. */
  readonly secretsSet: Readonly<Record<string, readonly Pointer[]>>;
}

export type RestoreOrigin =
  /** `deleted`: types of which the run deleted resources. */
  | { readonly verb: 'rollback'; readonly run: string; readonly deleted: readonly string[] }
  | { readonly verb: 'restore'; readonly prune: boolean };

/** Formats the command that plans the way to a destination from scratch. */
export function formatRestoreCommand({ source, file }: RestoreDestination): string {
  if (source.verb === 'rollback') return `tenon rollback ${source.run}`;
  return `tenon restore ${file}${source.prune ? ' --prune' : ''}`;
}

/** Undefined: the value is not a destination. */
export async function parseRestoreDestination(value: JsonValue): Promise<RestoreDestination | undefined> {
  if (!isObject(value)) return undefined;
  const { before, file, goes, secretsSet, removedItems = {} } = value;
  const source = parseRestoreOrigin(value.source);
  if (!source || typeof file !== 'string' || !isObject(before) || !isObject(goes) || !isObject(secretsSet)) return undefined;
  const hasValidGoes = Object.values(goes).every((ids) => ids === 'others' || isStringArray(ids));
  if (!hasValidGoes || !Object.values(secretsSet).every(isStringArray)) return undefined;
  const hasValidItems =
    isObject(removedItems) &&
    Object.values(removedItems).every((own) => isObject(own) && Object.values(own).every(isStringArray));
  if (!hasValidItems) return undefined;
  const isSnapshot = (await getValidator('snapshot'))(before).length === 0;
  // Every member was validated above.
  return isSnapshot ? { ...JSON.parse(JSON.stringify({ before, goes, secretsSet, removedItems })), source, file } : undefined;
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
