import { isArray, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';

/** Schemas of one place: several where the form depends on other members, or may be one of several. */
export interface SchemaPlace {
  readonly root: JsonObject;
  readonly schemas: readonly JsonObject[];
  /** Members of the resource that are known, so that conditions on them are decided: `{ strategy: 'oidc' }`. */
  readonly known: Readonly<Record<string, string>>;
}

/** What a schema says about a field. `free`: any member is allowed there, and none is described. */
export type Found =
  | { readonly kind: 'described'; readonly place: SchemaPlace }
  | { readonly kind: 'free' }
  | { readonly kind: 'absent' };

/** Splits the path of a field: `groups[].id` → `['groups', '[]', 'id']`. */
export const splitFieldPath = (path: string): readonly string[] =>
  path
    .split('.')
    .flatMap((name) => name.split(/(?=\[\])/))
    .filter((step) => step !== '')
    .map((step) => step.replaceAll('%2E', '.'));

export function findField(place: SchemaPlace, path: string): Found {
  let at: Found = { kind: 'described', place };
  for (const step of splitFieldPath(path)) {
    if (at.kind !== 'described') return at;
    at = findMember(at.place, step);
  }
  return at;
}

function findMember(place: SchemaPlace, step: string): Found {
  const schemas = expandSchemas(place);
  const find = (schema: JsonObject): readonly JsonObject[] => (step === '[]' ? toSchemas(schema.items) : findNamed(schema, step));
  const found = schemas.flatMap(find);
  // A field of another kind of the same type: the schemas write null for it.
  if (
    listDecided(place)
      .flatMap(find)
      .some((schema) => isOnlyNull(schema, place.root))
  )
    return { kind: 'absent' };
  if (found.length > 0) return { kind: 'described', place: { ...place, schemas: found } };
  return schemas.some(isFree) ? { kind: 'free' } : { kind: 'absent' };
}

function isOnlyNull(schema: JsonObject, root: JsonObject): boolean {
  const target = resolveReference(schema, root);
  return schema.type === 'null' || (isObject(target) && isOnlyNull(target, root));
}

function findNamed(schema: JsonObject, name: string): readonly JsonObject[] {
  const { properties, patternProperties, additionalProperties } = schema;
  if (isObject(properties) && Object.hasOwn(properties, name)) return toSchemas(properties[name]);
  const patterns = Object.entries(isObject(patternProperties) ? patternProperties : {});
  const matching = patterns.find(([pattern]) => new RegExp(pattern, 'u').test(name));
  return matching ? toSchemas(matching[1]) : toSchemas(additionalProperties);
}

const toSchemas = (value: JsonValue | undefined): readonly JsonObject[] =>
  isObject(value) && Object.keys(value).length > 0 ? [value] : [];

/** Whether a schema lets members through that it does not describe. */
function isFree(schema: JsonObject): boolean {
  const { properties, patternProperties, items, additionalProperties, $ref, anyOf, oneOf, allOf } = schema;
  if (schema['x-open'] === true || additionalProperties === true) return true;
  if (isObject(additionalProperties)) return true;
  const describes = [properties, patternProperties, items, $ref, anyOf, oneOf, allOf].some((part) => part !== undefined);
  return (
    !describes &&
    additionalProperties !== false &&
    [schema.type ?? ['object']].flat().some((type) => type === 'object' || type === 'array')
  );
}

/** Resolves references, alternatives and conditions to the plain schemas that may apply. */
export const expandSchemas = ({ root, schemas, known }: SchemaPlace): readonly JsonObject[] =>
  schemas.flatMap((schema) => expandSchema(schema, { root, known }, 0));

type Context = Pick<SchemaPlace, 'root' | 'known'>;
const MAX_NESTED = 12;

function expandSchema(schema: JsonObject, context: Context, depth: number): readonly JsonObject[] {
  if (depth > MAX_NESTED) return [];
  const target = resolveReference(schema, context.root);
  const branches = [schema.anyOf, schema.oneOf].flatMap((list) => (isArray(list) ? list : []));
  const all = (isArray(schema.allOf) ? schema.allOf : []).flatMap((part) =>
    isObject(part) ? listApplying(part, context.known) : [],
  );
  const nested = [...toSchemas(target), ...branches.flatMap(toSchemas), ...all];
  return [schema, ...nested.flatMap((each) => expandSchema(each, context, depth + 1))];
}

function resolveReference({ $ref }: JsonObject, { $defs }: JsonObject): JsonValue | undefined {
  return typeof $ref === 'string' && isObject($defs) ? $defs[$ref.slice('#/$defs/'.length)] : undefined;
}

/** Lists the forms that apply for certain: their conditions are about members that are known. */
const listDecided = ({ schemas, known }: SchemaPlace): readonly JsonObject[] =>
  schemas
    .flatMap(({ allOf }) => (isArray(allOf) ? allOf : []))
    .flatMap((part) =>
      isObject(part) && listTests(part).every(([name]) => known[name] !== undefined) ? listApplying(part, known) : [],
    );

function listTests({ if: condition }: JsonObject): readonly (readonly [string, JsonValue])[] {
  const properties = isObject(condition) ? condition.properties : undefined;
  return Object.entries(isObject(properties) ? properties : {});
}

/** A condition applies unless what is known contradicts it. */
function listApplying(part: JsonObject, known: Readonly<Record<string, string>>): readonly JsonObject[] {
  if (!isObject(part.if)) return [part];
  const tests = listTests(part);
  const isContradicted = tests.some(([name, test]) => known[name] !== undefined && isObject(test) && !allows(test, known[name]));
  return isContradicted ? [] : toSchemas(part.then);
}

function allows(test: JsonObject, value: string | undefined): boolean {
  const allowed = isArray(test.enum) ? test.enum : test.const === undefined ? [value ?? null] : [test.const];
  return allowed.includes(value ?? null);
}

/** Lists the values that the schemas of a field name; for a list, those of its items. Undefined: they name none. */
export function listValues(place: SchemaPlace): ReadonlySet<string> | undefined {
  const own = expandSchemas(place);
  const items = own.flatMap((schema) => expandSchemas({ ...place, schemas: toSchemas(schema.items) }));
  const lists = [...own, ...items].flatMap((schema) => {
    const named = [isArray(schema.enum) ? schema.enum : [], schema.const === undefined ? [] : [schema.const]].flat();
    const noted = ['x-retired-values', 'x-refused-values'].flatMap((word) => {
      const reasons = schema[word];
      return isObject(reasons) ? Object.keys(reasons) : [];
    });
    const readOnly = schema['x-read-only-values'];
    return named.length === 0 ? [] : [...named, ...noted, ...(isArray(readOnly) ? readOnly : [])];
  });
  return lists.length === 0 ? undefined : new Set(lists.map(String));
}
