import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { isSameName } from '../../model/problem/nearest-name.ts';
import { resolveSchemaRef } from '../../schema/load-schema.ts';
import { matchesSchema } from '../../schema/matches-schema.ts';
import { getItemShape, getMemberShape, listActiveSchemas, type Shape } from '../../schema/schema-shape.ts';
import { isSecretName } from '../../schema/secrets/secret-name.ts';
import { isUnsetAttribute, omitUnset } from './attribute-paths.ts';
import type { ConversionLog } from './conversion-log.ts';
import { convertToSchema } from './convert-to-schema.ts';

/** Converts attributes of a state to fields of a resource, by its schema. Unset attributes are left out; what does not fit is logged. */
export function convertAttributes(shape: Shape, attributes: JsonObject, path: string, log: ConversionLog): JsonObject {
  const members = Object.entries(attributes).flatMap(([name, value]): [string, JsonValue][] => {
    if (isUnsetAttribute(value)) return [];
    const at = path === '' ? name : `${path}.${name}`;
    const field = findFieldName(shape, attributes, name, value);
    if (field === undefined) {
      if (!isZero(value)) log.unknown.push(at);
      return [];
    }
    const member = getMemberShape(shape, attributes, field);
    if (member?.schema.readOnly) return [];
    const converted = convertMember(member, field, value, at, log);
    return converted === undefined ? [] : [[field, converted]];
  });
  return Object.fromEntries(members);
}

const isZero = (value: JsonValue): boolean => value === 0 || value === false;

/** Finds the field that an attribute means. Terraform spells all names in snake case. Undefined: the schema has no such field. */
function findFieldName(shape: Shape, holder: JsonObject, name: string, value: JsonValue): string | undefined {
  const schemas = listActiveSchemas(shape, holder).map((schema) => resolveSchemaRef(schema, shape.root));
  const names = schemas.flatMap(({ properties = {} }) => Object.keys(properties));
  const known = names.includes(name) ? name : names.find((other) => isSameName(other, name));
  if (known !== undefined) return known;
  // One block has the options of all kinds: those of other kinds are false or 0.
  if (names.length > 0) return !isZero(value) && getMemberShape(shape, holder, name) ? name : undefined;
  return schemas.every(({ additionalProperties }) => additionalProperties !== false) ? name : undefined;
}

function convertMember(
  member: Shape | undefined,
  name: string,
  value: JsonValue,
  path: string,
  log: ConversionLog,
): JsonValue | undefined {
  const isSecret = member ? member.schema['x-secret'] === true || member.schema['x-opaque'] === true : isSecretName(name);
  const coerced = member ? convertToSchema(member.schema, member.root, value) : value;
  return isSecret ? omitUnset(coerced) : convertValue(member, coerced, path, log);
}

function convertValue(shape: Shape | undefined, value: JsonValue, path: string, log: ConversionLog): JsonValue | undefined {
  if (isUnsetAttribute(value)) return undefined;
  if (isArray(value)) return convertList(shape, value, path, log);
  if (isObject(value)) return convertMap(shape, value, path, log);
  if (log.sensitive.has(String(value))) return void log.withheld.push(path);
  if (!shape || matchesSchema(shape, value)) return value;
  // Where the API accepts no zero, a state has one for unset attributes.
  if (isZero(value)) return undefined;
  return isOfOtherType(shape, value) ? void log.unknown.push(path) : value;
}

/** Values that only an enumeration or a pattern lacks are kept: the API may be ahead of the schema, and loading the definition will say so. */
const isOfOtherType = ({ schema, root }: Shape, value: JsonValue): boolean =>
  !matchesSchema({ schema: { ...(schema.type === undefined ? {} : { type: schema.type }) }, root }, value);

function convertList(
  shape: Shape | undefined,
  value: readonly JsonValue[],
  path: string,
  log: ConversionLog,
): JsonValue | undefined {
  if (shape && isOfOtherType(shape, value)) return void log.unknown.push(path);
  const items = getItemShape(shape);
  const converted = value.flatMap((item) => {
    const coerced = items ? convertToSchema(items.schema, items.root, item) : item;
    return convertValue(items, coerced, path, log) ?? [];
  });
  return converted.length === 0 ? undefined : converted;
}

/** Describes nothing, and allows every member. */
const OPEN: Shape = { schema: {}, root: {} };

function convertMap(shape: Shape | undefined, value: JsonObject, path: string, log: ConversionLog): JsonValue | undefined {
  if (shape && isOfOtherType(shape, value)) return void log.unknown.push(path);
  const converted = convertAttributes(shape ?? OPEN, value, path, log);
  return Object.keys(converted).length === 0 ? undefined : converted;
}
