import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import type { FixedPathType, Relation, RelationWrite, ResourceType } from '../../src/resources/resource-type.ts';
import { findField, type SchemaPlace } from './schema-lookup.ts';
import { isOperation, omitParameterNames, type SdkFacts, type SdkFields, type SdkOperation } from './sdk-facts.ts';

/** A request of the API whose body a schema of tenon describes. */
export interface DescribedRequest {
  readonly type: string;
  readonly operation: SdkOperation;
  readonly place: SchemaPlace;
  /** Values of key fields that the path has as parameters. */
  readonly keys: SdkFields;
  /** The declared name of a member of the body; undefined where it is no part of the definition. */
  readonly toDeclared: (path: string) => string | undefined;
}

const keep = (path: string): string => path;
const NO_KEYS: SdkFields = new Map();

const readSchema = (name: string): JsonObject => {
  const text = readFileSync(fileURLToPath(new URL(`../../schemas/${name}.schema.json`, import.meta.url)), 'utf8');
  const schema: unknown = JSON.parse(text);
  return isObject(schema) ? schema : {};
};

export const listDescribedRequests = (sdk: SdkFacts): readonly DescribedRequest[] =>
  CATALOGUE.all.flatMap((type) => {
    const root = readSchema(type.schemaName);
    const place: SchemaPlace = { root, schemas: [root], known: {} };
    const own = type.kind === 'collection' ? listCollectionRequests(type, place, sdk) : listFixedPathRequests(type, place, sdk);
    return [...own, ...type.relations.flatMap((relation) => listRelationRequests(type, relation, place, sdk))];
  });

function listCollectionRequests(type: ResourceType, place: SchemaPlace, sdk: SdkFacts): readonly DescribedRequest[] {
  const ids = [`POST ${type.path}`, `PATCH ${type.path}/{}`, `PUT ${type.path}/{}`];
  return sdk.operations
    .filter(({ id }) => ids.includes(id))
    .map((operation) => ({ type: type.type, operation, place, keys: NO_KEYS, toDeclared: keep }));
}

const WRITES = ['POST', 'PUT', 'PATCH'];

function listFixedPathRequests(type: FixedPathType, place: SchemaPlace, sdk: SdkFacts): readonly DescribedRequest[] {
  return sdk.operations.flatMap((operation) => {
    const known = WRITES.includes(operation.method) ? matchFixedPath(type, operation.path) : undefined;
    return known
      ? [{ type: type.type, operation, place: { ...place, known }, keys: pickKeys(type, operation), toDeclared: keep }]
      : [];
  });
}

/** Pairs the parameters of the SDK's path with the key fields that tenon's path has in their places. */
function pickKeys({ path }: FixedPathType, operation: SdkOperation): SdkFields {
  const steps = operation.path.split('/');
  return new Map(
    path.split('/').flatMap((step, index) => {
      const values = operation.parameters.get((steps[index] ?? '').slice(1, -1));
      return step.startsWith('{') && values ? [[step.slice(1, -1), values] as const] : [];
    }),
  );
}

/** Returns the key fields that the path says; undefined if it is not a path of the type. */
export function matchFixedPath(type: FixedPathType, path: string): Readonly<Record<string, string>> | undefined {
  const override = Object.entries(type.pathOverrides ?? {}).find(
    ([, own]) => omitParameterNames(own) === omitParameterNames(path),
  );
  if (override) return pairKey(type, override[0].split('|'));
  if (type.create && omitParameterNames(type.create.path) === omitParameterNames(path)) return {};
  const pattern = new RegExp(`^${type.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
  const groups = pattern.exec(path)?.groups;
  return pattern.test(path) ? decodeSegments(type, groups ?? {}) : undefined;
}

const pairKey = (type: FixedPathType, parts: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(type.key.map((field, index) => [field, parts[index] ?? '']));

/** A segment that is itself a parameter says nothing. */
const decodeSegments = ({ pathSegments = {} }: FixedPathType, groups: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(groups)
      .filter(([, segment]) => !segment.startsWith('{'))
      .map(([name, segment]) => [name, Object.entries(pathSegments).find(([, each]) => each === segment)?.[0] ?? segment]),
  );

function listRelationRequests(
  type: ResourceType,
  relation: Relation,
  place: SchemaPlace,
  sdk: SdkFacts,
): readonly DescribedRequest[] {
  const inside = [relation.field, ...(relation.declaredUnder ?? [])].join('.');
  const found = findField(place, relation.singleItem ? inside : `${inside}[]`);
  if (found.kind !== 'described') return [];
  return [relation.add, relation.change].flatMap((write) => {
    const operation = write && sdk.operations.find((each) => isOperation(each, write.method, write.path));
    return write && operation
      ? [
          {
            type: type.type,
            operation,
            place: found.place,
            keys: NO_KEYS,
            toDeclared: (path: string) => toItemPath(relation, write, path),
          },
        ]
      : [];
  });
}

/** Where a batch holds its items, and what an item's members are called in a definition. */
function toItemPath({ itemField, wireNames = {} }: Relation, { bodyShape }: RelationWrite, path: string): string | undefined {
  // The body holds the id of the owner, not the item.
  if (typeof bodyShape === 'object' && 'ownerMember' in bodyShape) return undefined;
  const prefix = typeof bodyShape === 'object' ? `${bodyShape.member}[]` : bodyShape === 'array' ? '[]' : '';
  if (path === prefix || (typeof bodyShape === 'object' && path === bodyShape.member)) return undefined;
  const own = prefix !== '' && path.startsWith(`${prefix}.`) ? path.slice(prefix.length + 1) : path;
  if (own === itemField) return undefined;
  return Object.entries(wireNames).find(([, wire]) => wire === own)?.[0] ?? own;
}
