import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { listAt, objectAt } from './support.ts';

/** Words of JSON Schema that a schema here may use, besides the vocabulary. */
const STANDARD_WORDS = new Set([
  ...['$schema', '$id', '$ref', '$defs', 'title', 'description', 'type', 'enum', 'const', 'default'],
  ...['properties', 'patternProperties', 'additionalProperties', 'required', 'minProperties', 'maxProperties'],
  ...['items', 'minItems', 'maxItems', 'uniqueItems', 'allOf', 'anyOf', 'if', 'then'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum'],
  ...['readOnly', 'writeOnly', 'deprecated'],
]);

const SCALARS = new Set(['string', 'number', 'integer', 'boolean', 'null']);

interface Place {
  readonly at: string;
  readonly root: JsonObject;
  readonly words: ReadonlySet<string>;
}

const below = (place: Place, step: string): Place => ({ ...place, at: `${place.at}/${step}` });

/** Where a schema leaves the subset of docs/schema-vocabulary.md: empty for a good one. */
export function subsetFindings(root: JsonObject, vocabulary: readonly string[]): readonly string[] {
  const place: Place = { at: '', root, words: new Set([...STANDARD_WORDS, ...vocabulary]) };
  return [...schemaFindings(root, place), ...mapFindings(objectAt(root, '$defs'), below(place, '$defs'), schemaFindings)];
}

type Check = (schema: JsonObject, place: Place) => readonly string[];

const mapFindings = (schemas: JsonObject, place: Place, check: Check): readonly string[] =>
  Object.entries(schemas).flatMap(([name, schema]) =>
    isObject(schema) ? check(schema, below(place, name)) : [`${place.at}/${name}: no schema`],
  );

function schemaFindings(schema: JsonObject, place: Place): readonly string[] {
  const items = getObjectMember(schema, 'items');
  const rest = getObjectMember(schema, 'additionalProperties');
  return [
    ...wordFindings(schema, place),
    ...typeFindings(schema, place),
    ...mapFindings(objectAt(schema, 'properties'), below(place, 'properties'), fieldFindings).filter(
      (finding) => !shapedByConditions(schema, place).includes(finding),
    ),
    ...mapFindings(objectAt(schema, 'patternProperties'), below(place, 'patternProperties'), fieldFindings),
    ...(isObject(items) ? schemaFindings(items, below(place, 'items')) : []),
    ...(isObject(rest) ? schemaFindings(rest, below(place, 'additionalProperties')) : []),
    ...listAt(schema, 'anyOf').flatMap((form, index) => scalarFindings(form, below(place, `anyOf/${index}`))),
    ...listAt(schema, 'allOf').flatMap((form, index) => conditionFindings(form, below(place, `allOf/${index}`))),
  ];
}

/** A member is open on purpose where conditions say what is in it. */
const shapedByConditions = (schema: JsonObject, place: Place): readonly string[] =>
  listAt(schema, 'allOf')
    .flatMap((condition) => (isObject(condition) ? Object.keys(objectAt(objectAt(condition, 'then'), 'properties')) : []))
    .map((name) => openObject(`${place.at}/properties/${name}`));

const openObject = (at: string): string => `${at}: open object`;

function fieldFindings(field: JsonObject, place: Place): readonly string[] {
  const description = getObjectMember(field, 'description') ?? getObjectMember(targetOf(field, place.root), 'description');
  const described = typeof description === 'string' && description.length > 0 && description.length <= 240;
  const typed = ['type', 'enum', 'const', '$ref', 'anyOf'].some((word) => Object.hasOwn(field, word));
  return [
    ...(described ? [] : [`${place.at}: no description, or a long one`]),
    ...(typed ? [] : [`${place.at}: no type`]),
    ...schemaFindings(field, place),
  ];
}

function wordFindings(schema: JsonObject, place: Place): readonly string[] {
  const unknown = Object.keys(schema).filter((word) => !place.words.has(word));
  const nested = place.at === '' ? [] : ['if', 'then', '$defs', '$id', '$schema'].filter((word) => Object.hasOwn(schema, word));
  return [...unknown, ...nested].map((word) => `${place.at}: ${word}`);
}

function typeFindings(schema: JsonObject, place: Place): readonly string[] {
  const types = typesOf(schema);
  const reference = getObjectMember(schema, '$ref');
  const rest = getObjectMember(schema, 'additionalProperties');
  const isPlainObject = types.length > 0 && types.every((type) => type === 'object' || type === 'null');
  const closed = rest === false || isObject(rest) || Object.hasOwn(schema, 'patternProperties');
  const enumerated = listAt(schema, 'enum');
  const nullable = enumerated.length === 0 || types.length === 0 || enumerated.includes(null) === types.includes('null');
  return [
    ...(reference === undefined || isOwnDefinition(reference, place.root) ? [] : [`${place.at}: $ref to ${String(reference)}`]),
    ...(isPlainObject && types.includes('object') && !closed ? [openObject(place.at)] : []),
    ...(nullable ? [] : [`${place.at}: null in one of type and enum only`]),
  ];
}

const typesOf = (schema: JsonObject): readonly JsonValue[] => {
  const type = getObjectMember(schema, 'type');
  return Array.isArray(type) ? type : type === undefined ? [] : [type];
};

/** What a field's `$ref` points at: editors show the description from there if the field has none. */
function targetOf(field: JsonObject, root: JsonObject): JsonObject {
  const reference = getObjectMember(field, '$ref');
  return typeof reference === 'string' ? objectAt(objectAt(root, '$defs'), reference.slice('#/$defs/'.length)) : {};
}

const isOwnDefinition = (reference: JsonValue, root: JsonObject): boolean =>
  typeof reference === 'string' && Object.keys(objectAt(root, '$defs')).some((name) => reference === `#/$defs/${name}`);

function scalarFindings(form: JsonValue, place: Place): readonly string[] {
  const types = isObject(form) ? typesOf(form) : [];
  const scalar = types.length > 0 && types.every((type) => typeof type === 'string' && SCALARS.has(type));
  return scalar ? [] : [`${place.at}: no scalar`];
}

/** `allOf` holds conditions only: members tested by value, and what a member's form is then. */
function conditionFindings(condition: JsonValue, place: Place): readonly string[] {
  if (!isObject(condition)) return [`${place.at}: no condition`];
  const test = objectAt(condition, 'if');
  const result = objectAt(condition, 'then');
  return [
    ...onlyWords(condition, ['if', 'then'], place),
    ...onlyWords(test, ['properties', 'required'], below(place, 'if')),
    ...onlyWords(result, ['properties', 'required'], below(place, 'then')),
    ...mapFindings(objectAt(test, 'properties'), below(place, 'if/properties'), (tested, at) =>
      onlyWords(tested, ['const', 'enum'], at),
    ),
    ...mapFindings(objectAt(result, 'properties'), below(place, 'then/properties'), thenFindings),
  ];
}

/** Words of a `then` stand in for those of the member one by one, so members of members have to come by `$ref`. */
function thenFindings(schema: JsonObject, place: Place): readonly string[] {
  const nested = Object.hasOwn(schema, 'properties') ? [`${place.at}: properties in place`] : [];
  return [...nested, ...schemaFindings(schema, place)];
}

const onlyWords = (schema: JsonObject, allowed: readonly string[], place: Place): readonly string[] =>
  Object.keys(schema)
    .filter((word) => !allowed.includes(word))
    .map((word) => `${place.at}: ${word}`);
