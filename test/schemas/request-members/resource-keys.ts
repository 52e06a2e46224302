import { joinKey } from '../../../src/model/address.ts';
import { getObjectMember } from '../../../src/model/json/json-value.ts';
import { getUpdateMethod } from '../../../src/resources/endpoints/resource-endpoints.ts';
import type { ResourceType } from '../../../src/resources/resource-type.ts';
import { findRefusals, getListAt, getObjectAt, readSchema } from '../schema-helpers.ts';
import { findOperation } from './emulator-operations.ts';

/** Values of key fields; a parameter in braces where all values are alike. */
export type KeyFields = Readonly<Record<string, string>>;

/** Lists the values of the key fields where these select the path; otherwise one empty set. */
export function listKeys(type: ResourceType): readonly KeyFields[] {
  if (type.kind === 'collection') return [{}];
  const all = type.key.reduce<readonly KeyFields[]>(
    (keys, field) => keys.flatMap((key) => listKeyValues(type, field).map((value) => ({ ...key, [field]: value }))),
    [{}],
  );
  return all.filter((fields) => isPossible(type, fields));
}

/** Whether the schema lets these values stand together: `duo` is no provider of `phone`. */
const isPossible = (type: ResourceType, fields: KeyFields): boolean =>
  !findRefusals(type.schemaName, fields).some(
    (refusal) => refusal.startsWith('enum ') && !Object.values(fields).some(isParameter),
  );

const isParameter = (value: string): boolean => value.startsWith('{');

/** Lists the values of a key field, unless the emulator has one operation for all of them. */
function listKeyValues(type: ResourceType, field: string): readonly string[] {
  const values = listFieldValues(type, field);
  const isInPath = type.kind === 'placed' && type.path.includes(`{${field}}`);
  const isOne = isInPath && findOperation(getUpdateMethod(type), type.path) !== undefined;
  return isOne || values.length === 0 ? [`{${field}}`] : values;
}

const listFieldValues = (type: ResourceType, field: string): readonly string[] => {
  const schema = getObjectAt(getObjectAt(readSchema(type.schemaName), 'properties'), field);
  return [...getListAt(schema, 'enum'), ...[getObjectMember(schema, 'const') ?? []].flat()].map(String);
};

export const getKey = (type: ResourceType, fields: KeyFields): string => joinKey(type.key.map((field) => fields[field] ?? ''));

/** Lists the parameters of a path that are key fields, with the values that the schema lists. */
export const listKeyFields = (type: ResourceType, path: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, listFieldValues(type, name)]));
