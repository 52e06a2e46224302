import { joinKey, joinParts } from '../../model/address.ts';
import { getObjectMember, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getMemberShape, parseReference, translateReference } from '../../schema/schema-shape.ts';
import { getResourceShape } from '../resource-shape.ts';
import type { Marker, ResourceType, SubresourceList } from '../resource-type.ts';
import { listOwnKeyFields } from './keyed-lookups.ts';

/** Returns the key of the resource with this id. Undefined: the id is unknown. */
export type KeyLookup = (type: string, id: string) => string | undefined;

const toText = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);

/**
 * Builds the key of a declared resource. Several fields form one key; trailing fields that are absent or equal the API's default are left
 * out, so that `clientGrants/Storefront|https://api.acme.test/` needs no `|client`.
 */
export const getDeclaredKey = (type: ResourceType, fields: JsonObject): string => buildKey(type, fields, (_type, value) => value);

/**
 * Returns the key of a live resource: the one that it was found by, or that of its fields. Ids in its key fields are replaced by the keys of
 * the resources they refer to.
 */
export const getLiveKey = (type: ResourceType, live: Pick<LiveResource, 'body' | 'key'>, lookUpKey: KeyLookup): string =>
  live.key ?? buildKey(type, live.body, (type, id) => lookUpKey(type, id) ?? id);

function buildKey(type: ResourceType, fields: JsonObject, reference: (type: string, value: string) => string): string {
  const shape = getResourceShape(type);
  const parts = listOwnKeyFields(type, fields).map((name) => {
    const field = getMemberShape(shape, fields, name)?.schema;
    const text = toText(getObjectMember(fields, name));
    const value = field?.['x-spelling'] === 'email' ? text.toLowerCase() : text;
    const target = parseReference(field);
    const implied = toText(field?.['x-server-default']);
    return { text: target && !target.field && value !== '' ? translateReference(target, value, reference) : value, implied };
  });
  while (parts.length > 1 && (parts.at(-1)?.text === '' || parts.at(-1)?.text === parts.at(-1)?.implied)) parts.pop();
  const texts = parts.map((part) => part.text);
  return type.key.length === 1 ? joinKey(texts) : joinParts(texts);
}

/** Lists every key that can be read: the values that the schema allows for each key field, which may depend on earlier fields. */
export function listPossibleKeys(type: ResourceType): readonly string[] {
  const shape = getResourceShape(type);
  const keys = type.key.reduce<readonly Readonly<Record<string, string>>[]>(
    (found, name) =>
      found.flatMap((key) => {
        const field = getMemberShape(shape, key, name)?.schema;
        const values = field?.enum ?? (field?.const === undefined ? [] : [field.const]);
        return values.map((value) => ({ ...key, [name]: String(value) }));
      }),
    [{}],
  );
  const tuples = keys.map((key) => Object.values(key));
  const omittedKeys = type.kind === 'placed' ? [...(type.aliasKeys ?? []), ...(type.writeOnlyKeys ?? [])] : [];
  return tuples
    .map((tuple) => (tuple.length === 1 ? joinKey(tuple) : joinParts(tuple)))
    .filter((key) => !omittedKeys.includes(key));
}

/**
 * Whether a resource belongs to Auth0, or to something like an organization or a directory. Others may refer to it, but tenon doesn't manage
 * it.
 */
export const isSystem = (type: ResourceType, body: JsonObject): boolean =>
  type.referenceOnly !== undefined || isMarkedByAny(type.systemMarkers, body) || isForeign(type, body);

/** Whether a resource has a separate namespace, so that no declared resource can mean it. */
export const isForeign = ({ foreignMarkers = [] }: ResourceType, body: JsonObject): boolean =>
  isMarkedByAny(foreignMarkers, body);

const isMarkedByAny = (markers: readonly Marker[], body: JsonObject): boolean =>
  markers.some((marker) => isMarkedBy(marker, body));

/** Whether a resource has this list. */
export const hasSubresource = ({ appliesTo }: Pick<SubresourceList, 'appliesTo'>, body: JsonObject): boolean =>
  appliesTo === undefined || isMarkedBy(appliesTo, body);

/** Whether a live resource has all members of a marker. */
export const isMarkedBy = (marker: Marker, body: JsonObject): boolean =>
  Object.entries(marker).every(([name, value]) => isMarkerValue(getObjectMember(body, name), value));

const isMarkerValue = (found: JsonValue | undefined, mark: JsonValue): boolean => (mark === '*' ? found != null : found === mark);

/** Whether a resource is the client that tenon runs as, or belongs to it. */
export const isSelf = (type: ResourceType, body: JsonObject, self: string | undefined): boolean =>
  self !== undefined && type.selfField !== undefined && getObjectMember(body, type.selfField) === self;

/** Sorts types so that key fields refer only to earlier types. */
export function sortByKeyReferences(types: readonly ResourceType[]): readonly ResourceType[] {
  const findKeyTargets = (type: ResourceType): readonly string[] => {
    const shape = getResourceShape(type);
    return type.key.flatMap((name) => {
      const target = parseReference(getMemberShape(shape, {}, name)?.schema);
      return target && !target.field ? [target.type] : [];
    });
  };
  const independent = types.filter((type) => findKeyTargets(type).length === 0);
  return [...independent, ...types.filter((type) => !independent.includes(type))];
}
