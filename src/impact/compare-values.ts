import { isArray, isEqual, type JsonValue } from '../model/json/json-value.ts';
import type { Direction } from './impact-question.ts';
import type { SchemaPlace } from './schema-place.ts';

export interface Movement {
  readonly direction: Direction;
  /** Nothing says which way the value moved. */
  readonly isUnknown: boolean;
}

export const isUnset = (value: JsonValue | undefined): value is null | undefined | '' =>
  value === undefined || value === null || value === '';

/** Returns the rank of a value in `order`; undefined if it is not listed. */
export function findRank(order: readonly JsonValue[], value: JsonValue | undefined): number | undefined {
  const rank = order.findIndex((step) =>
    isArray(step) ? step.some((each) => isEqual(each, value ?? null)) : isEqual(step, value ?? null),
  );
  return rank < 0 ? undefined : rank;
}

/** Compares two single values; undefined if the API makes no difference between them. */
export function compareValues(
  { words, serverDefault }: Pick<SchemaPlace, 'words' | 'serverDefault'>,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Movement | undefined {
  const isSwitch = typeof before === 'boolean' || typeof after === 'boolean';
  const fallback = serverDefault ?? (isSwitch ? false : undefined);
  const [old, next] = [before, after].map((value) => (isUnset(value) ? fallback : value));
  if (isEqual(old ?? null, next ?? null)) return undefined;
  const [oldRank, nextRank] = [old, next].map((value) => words.order && findRank(words.order, value));
  if (oldRank !== undefined && nextRank !== undefined) return toMovement(nextRank - oldRank);
  if (isUnset(old)) return toMovement(1);
  if (isUnset(next)) return toMovement(-1);
  if (typeof old === 'number' && typeof next === 'number') return toMovement(next - old);
  if (typeof old === 'boolean' && typeof next === 'boolean') return toMovement(next ? 1 : -1);
  return { direction: 'any', isUnknown: true };
}

const toMovement = (difference: number): Movement => ({
  direction: difference > 0 ? 'up' : difference < 0 ? 'down' : 'any',
  isUnknown: false,
});
