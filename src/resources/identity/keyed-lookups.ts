import { joinParts, splitParts } from '../../model/address.ts';
import type { SearchRequest } from '../../model/endpoint.ts';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { isSameSpelled } from '../../schema/compare/value-spelling.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import { fillPath } from '../endpoints/path-template.ts';
import { getResourceShape } from '../resource-shape.ts';
import type { CollectionType, KeyedLookup, Lookup, ResourceType } from '../resource-type.ts';

/** Returns the fields that form the key of this resource: all key fields, or the owner and the first other one that is set. */
export function listOwnKeyFields(type: ResourceType, fields: JsonObject): readonly string[] {
  if (!isLookedUp(type)) return type.key;
  const [owner, ...others] = type.key;
  const identifier = others.find((name) => (getObjectMember(fields, name) ?? '') !== '');
  return [owner, identifier].filter((name) => name !== undefined);
}

/** Whether the resources of a type are never listed but found one by one. */
export const isLookedUp = (type: ResourceType): type is CollectionType & Required<Pick<CollectionType, 'lookups'>> =>
  type.kind === 'collection' && type.lookups !== undefined;

/** The key by which a resource is found whose id is known, whoever owns it. */
export const toIdKey = (id: string): string => joinParts(['', id]);

/** What the second part of a key means. */
interface KeyParts {
  readonly owner: string;
  readonly identifier: string;
  readonly way: KeyedLookup;
}

function parseKey(type: ResourceType, key: string): KeyParts | undefined {
  if (!isLookedUp(type)) return undefined;
  const [owner = '', identifier = ''] = splitParts(key);
  const way = type.lookups.ways.find(({ form }) => form.test(identifier));
  return way && { owner, identifier, way };
}

/** Builds the request that finds the resources of a key without reading the list. Undefined: the API offers none. */
export function buildSearch(type: CollectionType, key: string): SearchRequest | undefined {
  const parts = parseKey(type, key);
  if (parts) return fillSearch(parts.way, parts.identifier);
  return type.lookup && fillSearch(type.lookup, key);
}

function fillSearch({ path, query = {}, optionalQuery, envelope }: Lookup, value: string): SearchRequest {
  const fillQuery = (template: string): string =>
    // In a quoted phrase, quotes and backslashes are escaped.
    template.replace('{key}', () => (template.includes('"{key}"') ? value.replace(/["\\]/g, '\\$&') : value));
  return {
    path: fillPath(path, { key: value }),
    query: Object.fromEntries(Object.entries(query).map(([name, template]) => [name, fillQuery(template)])),
    ...(optionalQuery && { optionalQuery }),
    ...(envelope !== undefined && { envelope }),
  };
}

/** Whether a search for this key may miss what was written a moment ago. */
export const isLaggingSearch = (type: ResourceType, key: string): boolean => parseKey(type, key)?.way.lags === true;

/** Whether a live resource that was found is the one of this key: a search can match more. */
export function isFoundAs(type: ResourceType, body: JsonObject, key: string): boolean {
  const parts = parseKey(type, key);
  if (!parts || !isLookedUp(type)) return false;
  const { owner, identifier, way } = parts;
  const found = getObjectMember(body, way.field);
  const spelling = getMemberShape(getResourceShape(type), body, way.field)?.schema['x-spelling'];
  const isOwned = owner === '' || type.lookups.listOwners(body).includes(owner);
  return isOwned && (found === identifier || isSameSpelled(spelling, found, identifier));
}

/** Adds the owner that a live resource was found with, which answers do not have as a field of its own. */
export function addOwner(type: CollectionType, body: JsonObject, key: string): JsonObject {
  const [field] = type.key;
  const owner = parseKey(type, key)?.owner ?? '';
  return field === undefined || owner === '' ? body : { ...body, [field]: owner };
}

/** Lists the keys of live resources that differ from a key only by their owner: a user of the same email in another connection. */
export function listOtherOwners(
  type: ResourceType,
  key: string,
  liveByKey: ReadonlyMap<string, readonly LiveResource[]>,
): readonly string[] {
  const parts = parseKey(type, key);
  if (!parts) return [];
  const isLike = ([other, live]: readonly [string, readonly LiveResource[]]): boolean =>
    other !== key && live.some(({ body }) => isFoundAs(type, body, joinParts(['', parts.identifier])));
  return [...liveByKey].filter(isLike).map(([other]) => other);
}
