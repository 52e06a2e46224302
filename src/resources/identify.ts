import { joinKey, joinParts } from '../model/address.ts';
import { type JsonObject, type JsonValue, member } from '../model/json/json.ts';
import { schemaOf } from '../schema/load.ts';
import { memberShape, referenceOf, rootShape } from '../schema/walk.ts';
import type { Marker, OwnList, ResourceType } from './define.ts';

/** The key under which a resource with this id is known; undefined if nothing is known of it. */
export type KeyOfId = (type: string, id: string) => string | undefined;

const asText = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);

/**
 * The key of a resource as declared. Several fields make one key; trailing fields that are absent or say what the API would fill in
 * by itself are left out, so that `clientGrants/Storefront|https://api.acme.test/` needs no `|client`.
 */
export const keyOfDeclared = (definition: ResourceType, fields: JsonObject): string =>
  keyOf(definition, fields, (_type, value) => value);

/** The key of a live resource: ids in its key fields read as the keys of what they name. */
export const keyOfLive = (definition: ResourceType, body: JsonObject, keyOfId: KeyOfId): string =>
  keyOf(definition, body, (type, id) => keyOfId(type, id) ?? id);

function keyOf(definition: ResourceType, fields: JsonObject, reference: (type: string, value: string) => string): string {
  const shape = rootShape(schemaOf(definition.type));
  const parts = definition.key.map((name) => {
    const field = memberShape(shape, fields, name)?.schema;
    const value = asText(member(fields, name));
    const target = referenceOf(field);
    const implied = asText(field?.['x-server-default']);
    return { text: target && !target.field && value !== '' ? reference(target.type, value) : value, implied };
  });
  while (parts.length > 1 && (parts.at(-1)?.text === '' || parts.at(-1)?.text === parts.at(-1)?.implied)) parts.pop();
  const texts = parts.map((part) => part.text);
  return definition.key.length === 1 ? joinKey(texts) : joinParts(texts);
}

/** Every key that there can be: the values that the schema names for the key fields; those of a later field may depend on earlier ones. */
export function possibleKeys(definition: ResourceType): readonly string[] {
  const shape = rootShape(schemaOf(definition.type));
  const keys = definition.key.reduce<readonly Readonly<Record<string, string>>[]>(
    (found, name) =>
      found.flatMap((key) => {
        const field = memberShape(shape, key, name)?.schema;
        const values = field?.enum ?? (field?.const === undefined ? [] : [field.const]);
        return values.map((value) => ({ ...key, [name]: String(value) }));
      }),
    [{}],
  );
  const tuples = keys.map((key) => Object.values(key));
  const others = definition.kind === 'placed' ? (definition.otherNames ?? []) : [];
  return tuples.map((tuple) => (tuple.length === 1 ? joinKey(tuple) : joinParts(tuple))).filter((key) => !others.includes(key));
}

/** What belongs to Auth0 itself or to something else than the tenant: others may refer to it. */
export const isSystem = (definition: ResourceType, body: JsonObject): boolean =>
  carriesAny(definition.system, body) || isForeign(definition, body);

/** What belongs to something else and has names of its own: no declared resource is meant by it. */
export const isForeign = ({ foreign = [] }: ResourceType, body: JsonObject): boolean => carriesAny(foreign, body);

const carriesAny = (markers: readonly Marker[], body: JsonObject): boolean => markers.some((marker) => carries(marker, body));

/** Whether a resource has a list of this kind at all. */
export const hasList = ({ appliesTo }: Pick<OwnList, 'appliesTo'>, body: JsonObject): boolean =>
  appliesTo === undefined || carries(appliesTo, body);

const carries = (marker: Marker, body: JsonObject): boolean =>
  Object.entries(marker).every(([name, value]) => isMarked(member(body, name), value));

const isMarked = (found: JsonValue | undefined, mark: JsonValue): boolean => (mark === '*' ? found != null : found === mark);

/** The client that tenon runs as, and what hangs on it. */
export const isSelf = (definition: ResourceType, body: JsonObject, self: string | undefined): boolean =>
  self !== undefined && definition.self !== undefined && member(body, definition.self) === self;

/** Types in an order in which each one's key fields refer only to earlier ones. */
export function inKeyOrder(types: readonly ResourceType[]): readonly ResourceType[] {
  const targets = (definition: ResourceType): readonly string[] => {
    const shape = rootShape(schemaOf(definition.type));
    return definition.key.flatMap((name) => {
      const target = referenceOf(memberShape(shape, {}, name)?.schema);
      return target && !target.field ? [target.type] : [];
    });
  };
  const plain = types.filter((definition) => targets(definition).length === 0);
  return [...plain, ...types.filter((definition) => !plain.includes(definition))];
}
