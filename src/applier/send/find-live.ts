import type { ApiFailure, ReadApi } from '../../management-api/management-api.ts';
import { findItems } from '../../management-api/paging/find-items.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import { parsePlaceholder } from '../../model/plan/placeholders.ts';
import { buildResourcePath, decodeResource, deriveIdFromKey, isWriteOnly } from '../../resources/endpoints/resource-endpoints.ts';
import { isForeign } from '../../resources/identity/identify-resources.ts';
import { buildSearch, isFoundAs, isLookedUp } from '../../resources/identity/keyed-lookups.ts';
import { getIdentityFields } from '../../resources/identity/registrations.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { CollectionType, ResourceType } from '../../resources/resource-type.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';

/** Lists live resources that have the key of `body`: read from their fixed path, by a lookup, or from the whole list. */
export async function findLiveByKey(
  api: ReadApi,
  type: ResourceType,
  key: string,
  body: JsonObject,
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  if (type.kind === 'placed') return readPlace(api, type, deriveIdFromKey(type, key));
  const found = await lookUp(api, type, key);
  if (!found.ok) return found;
  return succeed(found.value.map((live) => decodeItem(type, live)).filter((live) => hasSameKey(type, live, key, body)));
}

/** Reads a resource at its path. The list is empty if the tenant answers 404. */
export async function readPlace(
  api: ReadApi,
  type: ResourceType,
  id: string,
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  // Nothing to read: the resource exists, and nothing of it is known.
  if (isWriteOnly(type, id)) return succeed([decodeResource(type, id, {}) ?? {}]);
  const answer = await api.get(buildResourcePath(type, id), type.kind === 'placed' ? type.query : undefined);
  if (!answer.ok) return answer.error.status === 404 ? succeed([]) : answer;
  const body = decodeResource(type, id, answer.value.body);
  return succeed(body ? [body] : []);
}

export const decodeItem = (type: ResourceType, item: JsonObject): JsonObject => decodeResource(type, '', item) ?? item;

/** Finds resources of a key with one request, where the type offers that, instead of the whole list. */
export async function lookUp(
  api: ReadApi,
  type: CollectionType,
  key: string,
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  const search = buildSearch(type, key);
  if (!search) return api.list(type.list);
  const found = await findItems(api, search);
  return found.ok ? succeed(found.value.filter((item) => type.idField in item)) : found;
}

/**
 * Whether a live resource has the key of a create and of its body, or is registered from the same document. A missing field counts as the API's
 * default. Resources with a separate namespace, such as another owner's, never have it.
 */
export function hasSameKey(type: ResourceType, live: JsonObject, key: string, body: JsonObject): boolean {
  if (isLookedUp(type)) return isFoundAs(type, live, key);
  const shape = getResourceShape(type);
  const declared = decodeItem(type, body);
  const hasSameField = (field: string): boolean => {
    const implied = getMemberShape(shape, live, field)?.schema['x-server-default'];
    return (getObjectMember(live, field) ?? implied ?? null) === (getObjectMember(declared, field) ?? implied ?? null);
  };
  return !isForeign(type, live) && getIdentityFields(type, declared).every(hasSameField);
}

/**
 * Replaces references to existing resources by their ids. A reference to a resource that does not exist yet stays, and so equals no live
 * value.
 */
export const replaceKnownReferences = (body: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]): [string, JsonValue] => {
      const placeholder = isObject(value) ? parsePlaceholder(value) : undefined;
      const isKnown = placeholder?.kind === 'reference' && placeholder.id !== undefined;
      return [name, isKnown ? `${placeholder.prefix}${placeholder.id}` : value];
    }),
  );
