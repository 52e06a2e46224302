import { isArray, isEqual, type JsonValue } from '../model/json/json-value.ts';
import type { Movement } from './impact-question.ts';
import { type ImpactWords, pickWord } from './impact-words.ts';
import type { SchemaPlace } from './schema-place.ts';

export const isUnset = (value: JsonValue | undefined): value is null | undefined | '' =>
  value === undefined || value === null || value === '';

/** Returns the rank of a value in `order`; undefined if it is not listed. */
export function findRank(order: readonly JsonValue[], value: JsonValue | undefined): number | undefined {
  const rank = order.findIndex((step) =>
    isArray(step) ? step.some((each) => isEqual(each, value ?? null)) : isEqual(step, value ?? null),
  );
  return rank < 0 ? undefined : rank;
}

/**
 * Compares two single values; undefined if the API makes no difference between them. A value that comes in together with the object
 * around it has no default to count from, but is compared with it all the same: where that shows it to be the weaker choice, it counts as
 * that, and what is the API's own choice is no stricter than before.
 */
export function compareValues(
  { words, serverDefault, isFilled }: Pick<SchemaPlace, 'words' | 'serverDefault' | 'isFilled'>,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Movement | undefined {
  const old = isUnset(before) && isFilled.before ? serverDefault : before;
  const next = isUnset(after) && isFilled.after ? serverDefault : after;
  const movement = compareSides(words, old, next);
  if (!isUnset(before) || isFilled.before || serverDefault === undefined) return movement;
  const choice = compareSides(words, serverDefault, next);
  if (choice) return pickWord(words, choice)?.[0] === 'weakens' ? choice : movement;
  return movement && pickWord(words, movement)?.[0] === 'tightens' ? undefined : movement;
}

function compareSides({ order }: ImpactWords, before: JsonValue | undefined, after: JsonValue | undefined): Movement | undefined {
  const isSwitch = typeof before === 'boolean' || typeof after === 'boolean';
  const [old, next] = [before, after].map((value) => (isSwitch && isUnset(value) ? false : value));
  if (isEqual(old ?? null, next ?? null) || (isUnset(old) && isUnset(next))) return undefined;
  const ranked = order && compareRanks(order, old, next);
  if (ranked) return ranked === 'same' ? undefined : ranked;
  if (isUnset(old)) return typeof next === 'number' ? { direction: 'any', ifUnknown: 'milder' } : { direction: 'up' };
  if (isUnset(next)) return { direction: 'down' };
  if (typeof old === 'number' && typeof next === 'number') return { direction: next > old ? 'up' : 'down' };
  if (typeof old === 'boolean' && typeof next === 'boolean') return { direction: next ? 'up' : 'down' };
  return { direction: 'any', ifUnknown: 'worse' };
}

/** An unset value that `order` does not list is no higher than the lowest one. Undefined: a value has no rank. */
function compareRanks(
  order: readonly JsonValue[],
  old: JsonValue | undefined,
  next: JsonValue | undefined,
): Movement | 'same' | undefined {
  const [oldRank, nextRank] = [findRank(order, old), findRank(order, next)];
  const difference = (nextRank ?? (isUnset(next) ? 0 : Number.NaN)) - (oldRank ?? (isUnset(old) ? 0 : Number.NaN));
  if (Number.isNaN(difference)) return undefined;
  if (difference !== 0) return { direction: difference > 0 ? 'up' : 'down' };
  return oldRank === undefined || nextRank === undefined ? 'same' : { direction: 'any' };
}
