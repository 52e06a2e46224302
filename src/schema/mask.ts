import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { SECRET_MARK } from '../model/plan.ts';
import { itemShape, memberShape, type Shape } from './walk.ts';

/** A live resource as it may be shown and written to files: every secret as its mark. */
export const masked = (shape: Shape, live: JsonObject): JsonObject => maskObject(shape, live);

function mask(shape: Shape | undefined, value: JsonValue): JsonValue {
  if (shape?.schema['x-secret']) return value === null ? null : SECRET_MARK;
  if (isArray(value)) {
    const items = itemShape(shape);
    return value.map((item) => mask(items, item));
  }
  return isObject(value) ? maskObject(shape, value) : value;
}

const maskObject = (shape: Shape | undefined, value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.keys(value).map((name) => [name, mask(shape && memberShape(shape, value, name), member(value, name) ?? null)]),
  );
