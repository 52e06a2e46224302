import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import type { ResourceType } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { keywordsIn } from '../../schema/keywords.ts';
import { itemShape, memberShape, referenceOf, type Shape } from '../../schema/walk.ts';
import { secretsOf } from '../operations/changed-fields.ts';
import type { Context } from '../planning-context.ts';
import type { Matching, Pair, TypeMatch } from './match-resources.ts';

/**
 * `latest` as the number that the newest published version has once the plan is applied. A new item without a number means the newest one, too;
 * one that the tenant has keeps its own.
 */
export function resolveLatestVersions(matching: Matching, context: Context): Matching {
  const newest = new Map(matching.types.flatMap((type) => newestVersions(type, context)));
  if (newest.size === 0) return matching;
  return {
    ...matching,
    types: matching.types.map((type) => ({ ...type, pairs: type.pairs.map((pair) => resolvePair(type, pair, newest, context)) })),
  };
}

/** By type and key. */
type Newest = ReadonlyMap<string, number>;
const nameOf = (type: string, key: string): string => JSON.stringify([type, key]);

function newestVersions({ definition, pairs, unmatched }: TypeMatch, context: Context): readonly [string, number][] {
  const { versions, type } = definition;
  if (!versions) return [];
  const now = (body: JsonObject): number => Number(member(body, versions.newest) ?? 0);
  return [
    ...unmatched.map(({ key, live }): [string, number] => [nameOf(type, key), now(live.body)]),
    ...pairs.map(({ declared, live }): [string, number] => [
      nameOf(type, declared.key),
      (live ? now(live.body) : 0) + (publishes(definition, { declared, ...(live && { live }) }, context) ? 1 : 0),
    ]),
  ];
}

/** Whether the plan makes one more version of it. */
function publishes(type: ResourceType, { declared, live }: Pair, context: Context): boolean {
  if (!type.effect || member(declared.fields, type.effect.field) !== true) return false;
  return !live || fieldChanges(shapeOf(type), live.body, declared.fields, context.reading(secretsOf(declared))).length > 0;
}

function resolvePair({ definition }: TypeMatch, pair: Pair, newest: Newest, context: Context): Pair {
  const shape = shapeOf(definition);
  if (!keywordsIn(shape.schema).has('x-version-of')) return pair;
  const fields = resolveIn(shape, pair.live?.body, pair.declared.fields, { newest, context });
  const declared: DeclaredResource = { ...pair.declared, fields: isObject(fields) ? fields : pair.declared.fields };
  return { ...pair, declared };
}

interface Resolving {
  readonly newest: Newest;
  readonly context: Context;
}

function resolveIn(shape: Shape | undefined, live: JsonValue | undefined, declared: JsonValue, resolving: Resolving): JsonValue {
  if (!shape) return declared;
  if (isArray(declared)) {
    const old = isArray(live) ? live : [];
    return declared.map((item) => resolveIn(itemShape(shape), sameItem(shape, old, item, resolving), item, resolving));
  }
  if (!isObject(declared)) return declared;
  const before = isObject(live) ? live : {};
  const inner = Object.entries(declared).map(([name, value]): [string, JsonValue] => [
    name,
    resolveIn(memberShape(shape, declared, name), member(before, name), value, resolving),
  ]);
  return { ...Object.fromEntries(inner), ...versionsIn(shape, before, declared, resolving) };
}

function versionsIn(shape: Shape, live: JsonObject, declared: JsonObject, { newest, context }: Resolving): JsonObject {
  const members = Object.entries(shape.schema.properties ?? {}).flatMap(
    ([name, { 'x-version-of': sibling }]): [string, JsonValue][] => {
      const target = sibling === undefined ? undefined : referenceOf(memberShape(shape, declared, sibling)?.schema);
      const key = sibling === undefined ? undefined : member(declared, sibling);
      const wanted = member(declared, name) ?? (member(live, name) === undefined ? 'latest' : undefined);
      if (!target || typeof key !== 'string' || wanted !== 'latest') return [];
      const number = newest.get(nameOf(target.type, context.names.reads(target.type, key)));
      return number === undefined ? [] : [[name, number]];
    },
  );
  return Object.fromEntries(members);
}

/** The live item that names the same target. */
function sameItem(shape: Shape, live: readonly JsonValue[], item: JsonValue, { context }: Resolving): JsonValue | undefined {
  const [items, key = []] = [itemShape(shape), shape.schema['x-item-key']];
  if (!items || !isObject(item)) return undefined;
  const { reference } = context.reading(new Set());
  const keyIn = (one: JsonObject): string =>
    JSON.stringify(
      key.map((field) => {
        const [value, target] = [member(one, field), referenceOf(memberShape(items, one, field)?.schema)];
        return target && typeof value === 'string' ? reference(target.type, value) : (value ?? null);
      }),
    );
  return live.find((one) => isObject(one) && keyIn(one) === keyIn(item));
}
