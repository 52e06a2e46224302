import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { isEmpty, type Reading, readKey } from '../compare/normal.ts';
import type { Schema } from '../load.ts';
import { itemShape, memberShape, type Shape } from '../walk.ts';

/**
 * What is declared, with null for every live member that cannot stay beside it: an alternative of a declared member (`x-excludes`), and in
 * an object that counts as a whole (`x-whole`) each member that is not declared. The plan then shows what goes, and the update takes it out.
 */
export const replaceAlternatives = (
  shape: Shape,
  live: JsonObject,
  declared: JsonObject,
  reading: Pick<Reading, 'reference'>,
): JsonObject => (hasAlternatives(shape.root) ? replaceInObject({ reading, isWhole: false }, shape, live, declared) : declared);

interface Walk {
  readonly reading: Pick<Reading, 'reference'>;
  readonly isWhole: boolean;
}

const known = new WeakMap<Schema, boolean>();

/** Most types have none: found out once a type, not once a resource. */
function hasAlternatives(root: Schema): boolean {
  const found = known.get(root) ?? /"x-excludes"|"x-whole"/.test(JSON.stringify(root));
  known.set(root, found);
  return found;
}

function replaceInObject(walk: Walk, shape: Shape, live: JsonObject, declared: JsonObject): JsonObject {
  const holder = { ...live, ...declared };
  const kept = Object.entries(declared).map(([name, value]): [string, JsonValue] => {
    const child = memberShape(shape, holder, name);
    return [name, child ? replaceInValue(walk, child, member(live, name), value) : value];
  });
  const going = Object.keys(live).filter((name) => {
    const value = member(live, name) ?? null;
    if (Object.hasOwn(declared, name) || value === null || isEmpty(value)) return false;
    return (
      memberShape(shape, holder, name)?.schema.readOnly !== true && (walk.isWhole || isExcluded(shape, holder, declared, name))
    );
  });
  return Object.fromEntries([...kept, ...going.map((name): [string, null] => [name, null])]);
}

const isExcluded = (shape: Shape, holder: JsonObject, declared: JsonObject, name: string): boolean =>
  Object.entries(declared).some(([other, value]) => excludedBy(memberShape(shape, holder, other)?.schema, value).includes(name));

/** Names of the members that cannot stand beside this value. */
export function excludedBy(schema: Schema | undefined, value: JsonValue): readonly string[] {
  if (!schema || value === null) return [];
  return [...(schema['x-excludes'] ?? []), ...(schema['x-excludes-when']?.[String(value)] ?? [])];
}

function replaceInValue(walk: Walk, shape: Shape, live: JsonValue | undefined, declared: JsonValue): JsonValue {
  const inside = { ...walk, isWhole: walk.isWhole || shape.schema['x-whole'] === true };
  if (isObject(declared) && isObject(live)) return replaceInObject(inside, shape, live, declared);
  if (isArray(declared) && isArray(live)) return replaceInList(inside, shape, live, declared);
  return declared;
}

function replaceInList(walk: Walk, shape: Shape, live: JsonArray, declared: JsonArray): JsonArray {
  const [items, key] = [itemShape(shape), shape.schema['x-item-key']];
  if (!items || !key) return declared;
  const byKey = new Map(live.filter(isObject).map((item) => [readKey(items, key, item, walk.reading), item]));
  return declared.map((item) => {
    const old = isObject(item) ? byKey.get(readKey(items, key, item, walk.reading)) : undefined;
    return isObject(item) && old ? replaceInObject(walk, items, old, item) : item;
  });
}
