import { canonical, equal, isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { idOf } from './attached.ts';

/** One that is there, by its id; or one that this operation makes, by its number among those. */
export type Ref = JsonObject;
export type List = readonly [at: readonly string[], refs: readonly Ref[]];

export const refsOf = (items: readonly JsonObject[]): readonly Ref[] => items.map((item) => ({ id: idOf(item) }));

export const united = (kept: readonly Ref[], more: readonly Ref[]): readonly Ref[] => [
  ...kept.filter((ref) => !more.some((other) => equal(other, ref))),
  ...more,
];

/** Lists as the fields that hold them. */
export const nested = (lists: readonly List[]): JsonObject =>
  lists.reduce<JsonObject>(
    (fields, [at, refs]) =>
      merged(
        fields,
        at.reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), refs),
      ),
    {},
  );

/** One object laid over another, member by member. */
export function merged(under: JsonValue | undefined, over: JsonValue): JsonObject {
  const [below, above] = [isObject(under) ? under : {}, isObject(over) ? over : {}];
  const members = Object.entries(above).map(([name, value]): [string, JsonValue] => [
    name,
    isObject(value) ? merged(member(below, name), value) : value,
  ]);
  return { ...below, ...Object.fromEntries(members) };
}

export const holdsAny = (value: JsonValue): boolean =>
  isArray(value) ? value.length > 0 : isObject(value) && Object.values(value).some(holdsAny);

export const sameLists = (a: JsonValue, b: JsonValue | undefined): boolean =>
  b !== undefined && canonical(sorted(a)) === canonical(sorted(b));

function sorted(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(canonical).sort();
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sorted(inner)])) : value;
}
