import type { JsonObject } from '../../model/json/json.ts';
import type { ResourceType } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { uniqueKey, uniqueValues } from '../../schema/unique.ts';
import type { ValueToken } from '../draft.ts';

export const valueTokens = (type: ResourceType, body: JsonObject): readonly ValueToken[] =>
  uniqueValues(shapeOf(type), body).map((unique) => ({ token: `value ${type.type}#${uniqueKey(unique)}`, field: unique.field }));

/** Values that the first has and the second lacks. */
export function valuesOnlyIn(first: readonly ValueToken[], second: readonly ValueToken[]): readonly ValueToken[] {
  const others = new Set(second.map(({ token }) => token));
  return first.filter(({ token }) => !others.has(token));
}
