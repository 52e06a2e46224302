import type { JsonObject } from '../../model/json/json-value.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { findUniqueValues, formatUniqueKey } from '../../schema/find-unique-values.ts';
import type { ValueToken } from '../draft.ts';

/** Lists the tokens of a resource's unique values. */
export const listValueTokens = (type: ResourceType, body: JsonObject): readonly ValueToken[] =>
  findUniqueValues(getResourceShape(type), body).map((unique) => ({
    token: `value ${type.type}#${formatUniqueKey(unique)}`,
    field: unique.field,
  }));

/** Returns the values in `first` that are not in `second`. */
export function subtractValueTokens(first: readonly ValueToken[], second: readonly ValueToken[]): readonly ValueToken[] {
  const others = new Set(second.map(({ token }) => token));
  return first.filter(({ token }) => !others.has(token));
}
