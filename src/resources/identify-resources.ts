import { joinKey, joinParts } from '../model/address.ts';
import { getObjectMember, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { getResourceSchema } from '../schema/load-schema.ts';
import { getMemberShape, parseReference, toRootShape } from '../schema/schema-shape.ts';
import type { Marker, ResourceType, SubresourceList } from './resource-type.ts';

/** The key under which a resource with this id is known; undefined if nothing is known of it. */
export type KeyLookup = (type: string, id: string) => string | undefined;

const toText = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);

/**
 * The key of a resource as declared. Several fields make one key; trailing fields that are absent or say what the API would fill in
 * by itself are left out, so that `clientGrants/Storefront|https://api.acme.test/` needs no `|client`.
 */
export const getDeclaredKey = (type: ResourceType, fields: JsonObject): string => buildKey(type, fields, (_type, value) => value);

/** The key of a live resource: ids in its key fields read as the keys of what they name. */
export const getLiveKey = (type: ResourceType, body: JsonObject, lookUpKey: KeyLookup): string =>
  buildKey(type, body, (type, id) => lookUpKey(type, id) ?? id);

function buildKey(type: ResourceType, fields: JsonObject, reference: (type: string, value: string) => string): string {
  const shape = toRootShape(getResourceSchema(type.type));
  const parts = type.key.map((name) => {
    const field = getMemberShape(shape, fields, name)?.schema;
    const value = toText(getObjectMember(fields, name));
    const target = parseReference(field);
    const implied = toText(field?.['x-server-default']);
    return { text: target && !target.field && value !== '' ? reference(target.type, value) : value, implied };
  });
  while (parts.length > 1 && (parts.at(-1)?.text === '' || parts.at(-1)?.text === parts.at(-1)?.implied)) parts.pop();
  const texts = parts.map((part) => part.text);
  return type.key.length === 1 ? joinKey(texts) : joinParts(texts);
}

/** Every key that there can be: the values that the schema names for the key fields; those of a later field may depend on earlier ones. */
export function listPossibleKeys(type: ResourceType): readonly string[] {
  const shape = toRootShape(getResourceSchema(type.type));
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
  const aliasKeys = type.kind === 'placed' ? (type.aliasKeys ?? []) : [];
  return tuples
    .map((tuple) => (tuple.length === 1 ? joinKey(tuple) : joinParts(tuple)))
    .filter((key) => !aliasKeys.includes(key));
}

/** What belongs to Auth0 itself or to something else than the tenant: others may refer to it. */
export const isSystem = (type: ResourceType, body: JsonObject): boolean =>
  isMarkedByAny(type.systemMarkers, body) || isForeign(type, body);

/** What belongs to something else and has names of its own: no declared resource is meant by it. */
export const isForeign = ({ foreignMarkers: foreign = [] }: ResourceType, body: JsonObject): boolean =>
  isMarkedByAny(foreign, body);

const isMarkedByAny = (markers: readonly Marker[], body: JsonObject): boolean =>
  markers.some((marker) => isMarkedBy(marker, body));

/** Whether a resource has a list of this kind at all. */
export const hasSubresource = ({ appliesTo }: Pick<SubresourceList, 'appliesTo'>, body: JsonObject): boolean =>
  appliesTo === undefined || isMarkedBy(appliesTo, body);

const isMarkedBy = (marker: Marker, body: JsonObject): boolean =>
  Object.entries(marker).every(([name, value]) => isMarkerValue(getObjectMember(body, name), value));

const isMarkerValue = (found: JsonValue | undefined, mark: JsonValue): boolean => (mark === '*' ? found != null : found === mark);

/** The client that tenon runs as, and what hangs on it. */
export const isSelf = (type: ResourceType, body: JsonObject, self: string | undefined): boolean =>
  self !== undefined && type.selfField !== undefined && getObjectMember(body, type.selfField) === self;

/** Types in an order in which each one's key fields refer only to earlier ones. */
export function sortByKeyReferences(types: readonly ResourceType[]): readonly ResourceType[] {
  const findKeyTargets = (type: ResourceType): readonly string[] => {
    const shape = toRootShape(getResourceSchema(type.type));
    return type.key.flatMap((name) => {
      const target = parseReference(getMemberShape(shape, {}, name)?.schema);
      return target && !target.field ? [target.type] : [];
    });
  };
  const independent = types.filter((type) => findKeyTargets(type).length === 0);
  return [...independent, ...types.filter((type) => !independent.includes(type))];
}
