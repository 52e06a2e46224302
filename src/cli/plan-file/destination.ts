import { validatorOf } from '../../loader/load-validator.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json.ts';
import type { Pointer } from '../../model/json/pointer.ts';
import type { Snapshot } from '../../model/snapshot.ts';

/**
 * Where a rollback or a restore leads: all that is needed to plan it afresh from wherever the tenant is by then. It travels inside the saved plan, under
 * its seal, so neither an edited backup nor a deleted run changes it.
 */
export interface Destination {
  readonly source: DestinationSource;
  /** The state to go back to, secrets masked. */
  readonly before: Snapshot;
  /** The file that `before` was read from. */
  readonly file: string;
  /** Live ids to delete, by type, as they were when the first plan was made; or all that `before` does not have. */
  readonly goes: Readonly<Record<string, readonly string[] | 'others'>>;
  /** Places of secrets that were set since, by live id. */
  readonly secretsSet: Readonly<Record<string, readonly Pointer[]>>;
}

export type DestinationSource =
  /** `deleted`: types of which that run deleted something. */
  | { readonly verb: 'rollback'; readonly run: string; readonly deleted: readonly string[] }
  | { readonly verb: 'restore'; readonly prune: boolean };

/** How to plan the way to a destination from the beginning. */
export function commandOf({ source, file }: Destination): string {
  if (source.verb === 'rollback') return `tenon rollback ${source.run}`;
  return `tenon restore ${file}${source.prune ? ' --prune' : ''}`;
}

/** Undefined where the value is no destination. */
export async function parseDestination(value: JsonValue): Promise<Destination | undefined> {
  if (!isObject(value)) return undefined;
  const { before, file, goes, secretsSet } = value;
  const source = sourceFrom(value.source);
  if (!source || typeof file !== 'string' || !isObject(before) || !isObject(goes) || !isObject(secretsSet)) return undefined;
  const isGoes = Object.values(goes).every((ids) => ids === 'others' || isTexts(ids));
  if (!isGoes || !Object.values(secretsSet).every(isTexts)) return undefined;
  const isSnapshot = (await validatorOf('snapshot'))(before).length === 0;
  // Each member was just found to have its form.
  return isSnapshot ? { ...JSON.parse(JSON.stringify({ before, goes, secretsSet })), source, file } : undefined;
}

function sourceFrom(value: JsonValue | undefined): DestinationSource | undefined {
  if (!isObject(value)) return undefined;
  const { verb, run, deleted, prune }: JsonObject = value;
  if (verb === 'restore' && typeof prune === 'boolean') return { verb, prune };
  if (verb !== 'rollback' || typeof run !== 'string' || !isTexts(deleted)) return undefined;
  return { verb, run, deleted };
}

const isTexts = (value: JsonValue | undefined): value is readonly string[] =>
  isArray(value) && value.every((item) => typeof item === 'string');
