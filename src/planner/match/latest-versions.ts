import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { collectKeywords } from '../../schema/schema-keywords.ts';
import { getItemShape, getMemberShape, parseReference, type Shape } from '../../schema/schema-shape.ts';
import { getSecretPointers } from '../operations/changed-fields.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { Matching, ResourcePair, TypeMatch } from './match-resources.ts';

/**
 * Replaces the version `latest` with the number that the newest published version will have after apply. A new item without a number
 * also gets the newest version; an existing one keeps the version that it has.
 */
export function resolveLatestVersions(matching: Matching, context: PlanningContext): Matching {
  const newest = new Map(matching.types.flatMap((type) => computeNewestVersions(type, context)));
  if (newest.size === 0) return matching;
  return {
    ...matching,
    types: matching.types.map((type) => ({
      ...type,
      pairs: type.pairs.map((pair) => resolvePairVersions(type, pair, newest, context)),
    })),
  };
}

/** Newest version numbers by type and key. */
type NewestVersions = ReadonlyMap<string, number>;
const toVersionKey = (type: string, key: string): string => JSON.stringify([type, key]);

function computeNewestVersions(
  { definition, pairs, unmatched }: TypeMatch,
  context: PlanningContext,
): readonly [string, number][] {
  const { versions, type } = definition;
  if (!versions) return [];
  const getNewestVersion = (body: JsonObject): number => Number(getObjectMember(body, versions.latestNumberField) ?? 0);
  return [
    ...unmatched.map(({ key, live }): [string, number] => [toVersionKey(type, key), getNewestVersion(live.body)]),
    ...pairs.map(({ declared, live }): [string, number] => [
      toVersionKey(type, declared.key),
      (live ? getNewestVersion(live.body) : 0) +
        (isPublishing(definition, { declared, ...omitUndefined({ live }) }, context) ? 1 : 0),
    ]),
  ];
}

/** Checks whether the plan publishes another version of a resource. */
function isPublishing(type: ResourceType, { declared, live }: ResourcePair, context: PlanningContext): boolean {
  if (!type.activation || getObjectMember(declared.fields, type.activation.field) !== true) return false;
  return (
    !live ||
    computeFieldChanges(
      getResourceShape(type),
      live.body,
      declared.fields,
      context.getCompareOptions(getSecretPointers(declared)),
    ).length > 0
  );
}

function resolvePairVersions(
  { definition }: TypeMatch,
  pair: ResourcePair,
  newest: NewestVersions,
  context: PlanningContext,
): ResourcePair {
  const shape = getResourceShape(definition);
  if (!collectKeywords(shape.schema).has('x-version-of')) return pair;
  const fields = resolveVersions(shape, pair.live?.body, pair.declared.fields, { newest, context });
  const declared: DeclaredResource = { ...pair.declared, fields: isObject(fields) ? fields : pair.declared.fields };
  return { ...pair, declared };
}

interface VersionResolution {
  readonly newest: NewestVersions;
  readonly context: PlanningContext;
}

function resolveVersions(
  shape: Shape | undefined,
  live: JsonValue | undefined,
  declared: JsonValue,
  resolving: VersionResolution,
): JsonValue {
  if (!shape) return declared;
  if (isArray(declared)) {
    const old = isArray(live) ? live : [];
    return declared.map((item) =>
      resolveVersions(getItemShape(shape), findSameItem(shape, old, item, resolving), item, resolving),
    );
  }
  if (!isObject(declared)) return declared;
  const before = isObject(live) ? live : {};
  const inner = Object.entries(declared).map(([name, value]): [string, JsonValue] => [
    name,
    resolveVersions(getMemberShape(shape, declared, name), getObjectMember(before, name), value, resolving),
  ]);
  return { ...Object.fromEntries(inner), ...resolveVersionMembers(shape, before, declared, resolving) };
}

function resolveVersionMembers(
  shape: Shape,
  live: JsonObject,
  declared: JsonObject,
  { newest, context }: VersionResolution,
): JsonObject {
  const members = Object.entries(shape.schema.properties ?? {}).flatMap(
    ([name, { 'x-version-of': sibling }]): [string, JsonValue][] => {
      const target = sibling === undefined ? undefined : parseReference(getMemberShape(shape, declared, sibling)?.schema);
      const key = sibling === undefined ? undefined : getObjectMember(declared, sibling);
      const requestedVersion =
        getObjectMember(declared, name) ?? (getObjectMember(live, name) === undefined ? 'latest' : undefined);
      if (!target || typeof key !== 'string' || requestedVersion !== 'latest') return [];
      const number = newest.get(toVersionKey(target.type, context.names.toKey(target.type, key)));
      return number === undefined ? [] : [[name, number]];
    },
  );
  return Object.fromEntries(members);
}

/** Finds the live item that refers to the same target. */
function findSameItem(
  shape: Shape,
  live: readonly JsonValue[],
  item: JsonValue,
  { context }: VersionResolution,
): JsonValue | undefined {
  const [items, key = []] = [getItemShape(shape), shape.schema['x-item-key']];
  if (!items || !isObject(item)) return undefined;
  const { reference } = context.getCompareOptions(new Set());
  const getItemKey = (candidate: JsonObject): string =>
    JSON.stringify(
      key.map((field) => {
        const [value, target] = [
          getObjectMember(candidate, field),
          parseReference(getMemberShape(items, candidate, field)?.schema),
        ];
        return target && typeof value === 'string' ? reference(target.type, value) : (value ?? null);
      }),
    );
  return live.find((candidate) => isObject(candidate) && getItemKey(candidate) === getItemKey(item));
}
