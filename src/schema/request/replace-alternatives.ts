import {
  getObjectMember,
  isArray,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../model/json/json-value.ts';
import { type CompareOptions, isEmpty, readItemKey } from '../compare/normal-form.ts';
import type { Schema } from '../load-schema.ts';
import { getItemShape, getMemberShape, type Shape } from '../schema-shape.ts';

/**
 * Adds null to the declared resource for every live member that must go: alternatives of a declared member (`x-excludes`), and undeclared
 * members of an object that is declared as a whole (`x-whole`). The plan then shows the removal, and the update carries it out.
 */
export const replaceAlternatives = (
  shape: Shape,
  live: JsonObject,
  declared: JsonObject,
  options: Pick<CompareOptions, 'reference'>,
): JsonObject => (hasAlternatives(shape.root) ? replaceInObject({ options, isWhole: false }, shape, live, declared) : declared);

interface ReplaceContext {
  readonly options: Pick<CompareOptions, 'reference'>;
  /** Whether undeclared live members are removed. */
  readonly isWhole: boolean;
}

const alternativesBySchema = new WeakMap<Schema, boolean>();

/** Checks once per type, not per resource, because most types have no alternatives. */
function hasAlternatives(root: Schema): boolean {
  const found = alternativesBySchema.get(root) ?? /"x-excludes"|"x-whole"/.test(JSON.stringify(root));
  alternativesBySchema.set(root, found);
  return found;
}

function replaceInObject(context: ReplaceContext, shape: Shape, live: JsonObject, declared: JsonObject): JsonObject {
  const holder = { ...live, ...declared };
  const kept = Object.entries(declared).map(([name, value]): [string, JsonValue] => {
    const child = getMemberShape(shape, holder, name);
    return [name, child ? replaceInValue(context, child, getObjectMember(live, name), value) : value];
  });
  const leaving = Object.keys(live).filter((name) => {
    const value = getObjectMember(live, name) ?? null;
    if (Object.hasOwn(declared, name) || value === null || isEmpty(value)) return false;
    return (
      getMemberShape(shape, holder, name)?.schema.readOnly !== true &&
      (context.isWhole || isExcluded(shape, holder, declared, name))
    );
  });
  return Object.fromEntries([...kept, ...leaving.map((name): [string, null] => [name, null])]);
}

const isExcluded = (shape: Shape, holder: JsonObject, declared: JsonObject, name: string): boolean =>
  Object.entries(declared).some(([other, value]) =>
    listExcludedMembers(getMemberShape(shape, holder, other)?.schema, value).includes(name),
  );

/** Lists the members that the API does not allow together with this value. */
export function listExcludedMembers(schema: Schema | undefined, value: JsonValue): readonly string[] {
  if (!schema || value === null) return [];
  return [...(schema['x-excludes'] ?? []), ...(schema['x-excludes-when']?.[String(value)] ?? [])];
}

function replaceInValue(context: ReplaceContext, shape: Shape, live: JsonValue | undefined, declared: JsonValue): JsonValue {
  const inside = { ...context, isWhole: context.isWhole || shape.schema['x-whole'] === true };
  if (isObject(declared) && isObject(live)) return replaceInObject(inside, shape, live, declared);
  if (isArray(declared) && isArray(live)) return replaceInList(inside, shape, live, declared);
  return declared;
}

function replaceInList(context: ReplaceContext, shape: Shape, live: JsonArray, declared: JsonArray): JsonArray {
  const [items, key] = [getItemShape(shape), shape.schema['x-item-key']];
  if (!items || !key) return declared;
  const byKey = new Map(live.filter(isObject).map((item) => [readItemKey(items, key, item, context.options), item]));
  return declared.map((item) => {
    const old = isObject(item) ? byKey.get(readItemKey(items, key, item, context.options)) : undefined;
    return isObject(item) && old ? replaceInObject(context, items, old, item) : item;
  });
}
