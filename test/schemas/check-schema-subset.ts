import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { getListAt, getObjectAt } from './schema-helpers.ts';

/** Words of JSON Schema that a schema here may use, besides the vocabulary. */
const STANDARD_WORDS = new Set([
  ...['$schema', '$id', '$ref', '$defs', 'title', 'description', 'type', 'enum', 'const', 'default', 'examples'],
  ...['properties', 'patternProperties', 'additionalProperties', 'required', 'minProperties', 'maxProperties'],
  ...['items', 'minItems', 'maxItems', 'uniqueItems', 'allOf', 'anyOf', 'if', 'then'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum'],
  ...['readOnly', 'writeOnly', 'deprecated'],
]);

const SCALARS = new Set(['string', 'number', 'integer', 'boolean', 'null']);

interface SchemaPlace {
  readonly at: string;
  readonly root: JsonObject;
  readonly words: ReadonlySet<string>;
}

const enterStep = (place: SchemaPlace, step: string): SchemaPlace => ({ ...place, at: `${place.at}/${step}` });

/** Where a schema leaves the subset of docs/schema-vocabulary.md: empty for a good one. */
export function findSubsetErrors(root: JsonObject, vocabulary: readonly string[]): readonly string[] {
  const place: SchemaPlace = { at: '', root, words: new Set([...STANDARD_WORDS, ...vocabulary]) };
  return [...checkSchema(root, place), ...checkMembers(getObjectAt(root, '$defs'), enterStep(place, '$defs'), checkSchema)];
}

type Check = (schema: JsonObject, place: SchemaPlace) => readonly string[];

const checkMembers = (schemas: JsonObject, place: SchemaPlace, check: Check): readonly string[] =>
  Object.entries(schemas).flatMap(([name, schema]) =>
    isObject(schema) ? check(schema, enterStep(place, name)) : [`${place.at}/${name}: no schema`],
  );

function checkSchema(schema: JsonObject, place: SchemaPlace): readonly string[] {
  const items = getObjectMember(schema, 'items');
  const rest = getObjectMember(schema, 'additionalProperties');
  return [
    ...checkKeywords(schema, place),
    ...checkType(schema, place),
    ...checkMembers(getObjectAt(schema, 'properties'), enterStep(place, 'properties'), checkField).filter(
      (finding) => !listShapedByConditions(schema, place).includes(finding),
    ),
    ...checkMembers(getObjectAt(schema, 'patternProperties'), enterStep(place, 'patternProperties'), checkField),
    ...(isObject(items) ? checkSchema(items, enterStep(place, 'items')) : []),
    ...(isObject(rest) ? checkSchema(rest, enterStep(place, 'additionalProperties')) : []),
    ...getListAt(schema, 'anyOf').flatMap((form, index) => checkScalar(form, enterStep(place, `anyOf/${index}`))),
    ...getListAt(schema, 'allOf').flatMap((form, index) => checkCondition(form, enterStep(place, `allOf/${index}`))),
  ];
}

/** A member is open on purpose where conditions say what is in it. */
const listShapedByConditions = (schema: JsonObject, place: SchemaPlace): readonly string[] =>
  getListAt(schema, 'allOf')
    .flatMap((condition) => (isObject(condition) ? Object.keys(getObjectAt(getObjectAt(condition, 'then'), 'properties')) : []))
    .map((name) => formatOpenObject(`${place.at}/properties/${name}`));

const formatOpenObject = (at: string): string => `${at}: open object`;

function checkField(field: JsonObject, place: SchemaPlace): readonly string[] {
  const description = getObjectMember(field, 'description') ?? getObjectMember(resolveRef(field, place.root), 'description');
  const described = typeof description === 'string' && description.length > 0 && description.length <= 240;
  const typed = ['type', 'enum', 'const', '$ref', 'anyOf'].some((word) => Object.hasOwn(field, word));
  return [
    ...(described ? [] : [`${place.at}: no description, or a long one`]),
    ...(typed ? [] : [`${place.at}: no type`]),
    ...checkSchema(field, place),
  ];
}

function checkKeywords(schema: JsonObject, place: SchemaPlace): readonly string[] {
  const unknown = Object.keys(schema).filter((word) => !place.words.has(word));
  const nested = place.at === '' ? [] : ['if', 'then', '$defs', '$id', '$schema'].filter((word) => Object.hasOwn(schema, word));
  return [...unknown, ...nested].map((word) => `${place.at}: ${word}`);
}

function checkType(schema: JsonObject, place: SchemaPlace): readonly string[] {
  const types = listTypes(schema);
  const reference = getObjectMember(schema, '$ref');
  const rest = getObjectMember(schema, 'additionalProperties');
  const isPlainObject = types.length > 0 && types.every((type) => type === 'object' || type === 'null');
  const closed = rest === false || isObject(rest) || Object.hasOwn(schema, 'patternProperties');
  const enumerated = getListAt(schema, 'enum');
  const nullable = enumerated.length === 0 || types.length === 0 || enumerated.includes(null) === types.includes('null');
  return [
    ...(reference === undefined || isOwnDefinition(reference, place.root) ? [] : [`${place.at}: $ref to ${String(reference)}`]),
    ...(isPlainObject && types.includes('object') && !closed ? [formatOpenObject(place.at)] : []),
    ...(nullable ? [] : [`${place.at}: null in one of type and enum only`]),
  ];
}

const listTypes = (schema: JsonObject): readonly JsonValue[] => {
  const type = getObjectMember(schema, 'type');
  return Array.isArray(type) ? type : type === undefined ? [] : [type];
};

/** What a field's `$ref` points at: editors show the description from there if the field has none. */
function resolveRef(field: JsonObject, root: JsonObject): JsonObject {
  const reference = getObjectMember(field, '$ref');
  return typeof reference === 'string' ? getObjectAt(getObjectAt(root, '$defs'), reference.slice('#/$defs/'.length)) : {};
}

const isOwnDefinition = (reference: JsonValue, root: JsonObject): boolean =>
  typeof reference === 'string' && Object.keys(getObjectAt(root, '$defs')).some((name) => reference === `#/$defs/${name}`);

function checkScalar(form: JsonValue, place: SchemaPlace): readonly string[] {
  const types = isObject(form) ? listTypes(form) : [];
  const scalar = types.length > 0 && types.every((type) => typeof type === 'string' && SCALARS.has(type));
  return scalar ? [] : [`${place.at}: no scalar`];
}

/** `allOf` holds conditions only: members tested by value, and what a member's form is then. */
function checkCondition(condition: JsonValue, place: SchemaPlace): readonly string[] {
  if (!isObject(condition)) return [`${place.at}: no condition`];
  const test = getObjectAt(condition, 'if');
  const result = getObjectAt(condition, 'then');
  return [
    ...checkAllowedKeywords(condition, ['if', 'then'], place),
    ...checkAllowedKeywords(test, ['properties', 'required'], enterStep(place, 'if')),
    ...checkAllowedKeywords(result, ['properties', 'required'], enterStep(place, 'then')),
    ...checkMembers(getObjectAt(test, 'properties'), enterStep(place, 'if/properties'), (tested, at) =>
      checkAllowedKeywords(tested, ['const', 'enum'], at),
    ),
    ...checkMembers(getObjectAt(result, 'properties'), enterStep(place, 'then/properties'), checkThen),
  ];
}

/** Words of a `then` stand in for those of the member one by one, so members of members have to come by `$ref`. */
function checkThen(schema: JsonObject, place: SchemaPlace): readonly string[] {
  const nested = Object.hasOwn(schema, 'properties') ? [`${place.at}: properties in place`] : [];
  return [...nested, ...checkSchema(schema, place)];
}

const checkAllowedKeywords = (schema: JsonObject, allowed: readonly string[], place: SchemaPlace): readonly string[] =>
  Object.keys(schema)
    .filter((word) => !allowed.includes(word))
    .map((word) => `${place.at}: ${word}`);
