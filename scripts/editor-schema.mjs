// Writes schemas/definition.schema.json: the schemas of a definition as editors need them. One document, without the keywords that only
// tenon reads; every value may also be a substitution; names that only the code lists are properties, so that an editor can offer them.
// `--check` writes nothing, and fails if the file is not current.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { REPOSITORY } from '../src/disk/repository.ts';
import { RETIRED_TYPES } from '../src/loader/deploy-cli/retired-types.ts';
import { CATALOGUE } from '../src/resources/catalogue.ts';
import { getDefinitionLayout } from '../src/resources/resource-type.ts';

const FOLDER = new URL('../schemas/', import.meta.url);
const TARGET = fileURLToPath(new URL('definition.schema.json', FOLDER));
const ENDING = '.schema.json';

/** Keywords whose members are names, even if a name looks like a keyword. */
const NAMED = ['properties', 'patternProperties', '$defs'];
/** Keywords whose value is a schema of a value, which may be a substitution. */
const VALUE = ['items', 'additionalProperties'];
const COMBINING = ['allOf', 'anyOf', 'oneOf'];
/** What an editor shows of a value: it stays outside of the alternatives. */
const SHOWN = ['description', 'deprecated', 'default', 'examples', 'doNotSuggest'];
/** For what is accepted in exports of other tools, and should not be written by hand. */
const UNWANTED = { doNotSuggest: true };
const OMITTED = /^(?:x-.*|\$schema|\$id|title|readOnly|writeOnly|propertyNames)$/;

const SUBSTITUTION = {
  type: 'string',
  description: 'A value from elsewhere: ${env:NAME}, ${env:NAME:-default}, ${secret:NAME}, ${file:path}, @@NAME@@ or ##NAME##.',
  pattern: '\\$\\{[a-z]+:[^}]*\\}|@@[A-Za-z0-9_]+@@|##[A-Za-z0-9_]+##',
  patternErrorMessage: 'Neither a value that this field accepts nor a substitution such as ${env:NAME}.',
};

const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const mapValues = (map, convert) => Object.fromEntries(Object.entries(map).map(([name, value]) => [name, convert(value, name)]));

/** Rewrites a reference from one file to another, or inside of one, to a place in the one document. */
function rewriteRef(ref, file) {
  const [target, pointer = ''] = ref.split('#');
  const name = target === '' ? file : target.slice(0, -ENDING.length);
  return name === 'tenant' ? `#${pointer}` : `#/$defs/${name}${pointer}`;
}

/** Converts a schema. The value that it describes is what it says: no substitution. */
function convertSchema(schema, file) {
  const entries = Object.entries(schema).filter(([keyword]) => !OMITTED.test(keyword));
  const converted = Object.fromEntries(entries.map(([keyword, value]) => [keyword, convertKeyword(keyword, value, file)]));
  if (schema.required)
    Object.assign(converted, { required: schema.required.filter((name) => !isGivenOtherwise(schema, name, file)) });
  if (schema.readOnly || schema.deprecated) Object.assign(converted, UNWANTED);
  // Its unknown members are findings, too.
  if (schema['x-open']) Object.assign(converted, { additionalProperties: false });
  const names = schema.propertyNames?.$ref && readReferenced(schema.propertyNames.$ref)?.enum;
  if (!names) return converted;
  const properties = Object.fromEntries(names.map((name) => [name, converted.additionalProperties]));
  return { ...converted, properties, additionalProperties: false };
}

/** Whether a required field is the name that the resource is declared under, or may be declared under an older name. */
const isGivenOtherwise = ({ properties = {} }, name, file) =>
  CATALOGUE.all.some((type) => type.schemaName === file && getDefinitionLayout(type).yamlPath.includes(`{${name}}`)) ||
  Object.values(properties).some((field) => field['x-renamed-to'] === name);

function readReferenced(ref) {
  const [file, pointer] = ref.split('#');
  return pointer
    .split('/')
    .slice(1)
    .reduce((at, step) => at?.[step], read(file.slice(0, -ENDING.length)));
}

function convertKeyword(keyword, value, file) {
  if (keyword === '$ref') return rewriteRef(value, file);
  // A condition is about the value itself: a substitution does not meet it.
  if (keyword === 'if') return omitOwnKeywords(value);
  if (keyword === 'properties' || keyword === 'patternProperties')
    return mapValues(value, (schema, name) => (name.startsWith('$') ? convertSchema(schema, file) : convertValue(schema, file)));
  if (NAMED.includes(keyword)) return mapValues(value, (schema) => convertSchema(schema, file));
  if (VALUE.includes(keyword) && isMap(value)) return convertValue(value, file);
  if (COMBINING.includes(keyword)) return value.map((schema) => convertSchema(schema, file));
  return isMap(value) && ['then', 'else', 'not'].includes(keyword) ? convertSchema(value, file) : value;
}

const omitOwnKeywords = (value) =>
  isMap(value)
    ? mapValues(Object.fromEntries(Object.entries(value).filter(([keyword]) => !keyword.startsWith('x-'))), omitOwnKeywords)
    : value;

/** Converts the schema of a value, which may also be a substitution unless it accepts every text already. */
function convertValue(schema, file) {
  const { $ref } = schema;
  const converted = convertSchema(schema, file);
  // A whole resource, or part of a file that says nothing about the value.
  if ($ref !== undefined && !$ref.includes('#')) return converted;
  if (acceptsEveryText(schema)) return converted;
  const shown = Object.entries(converted).filter(([keyword]) => SHOWN.includes(keyword));
  const rest = Object.entries(converted).filter(([keyword]) => !SHOWN.includes(keyword));
  return {
    ...Object.fromEntries(shown),
    anyOf: [Object.fromEntries(rest), ...listOtherForms(schema), { $ref: '#/$defs/substitution' }],
  };
}

/** A map may also be declared as a list of its values (`x-listed-by`). */
const listOtherForms = (schema) => (schema['x-listed-by'] ? [{ type: 'array', items: { type: 'object' } }] : []);

function acceptsEveryText({ type, $ref, enum: values, const: only, pattern, maxLength, minLength = 0, format, ...others }) {
  if (type === undefined && $ref === undefined)
    return !COMBINING.some((keyword) => keyword in others) && !values && only === undefined;
  return (
    [type].flat().includes('string') &&
    !values &&
    only === undefined &&
    !pattern &&
    maxLength === undefined &&
    minLength < 2 &&
    !format
  );
}

const read = (name) => JSON.parse(readFileSync(new URL(`${name}${ENDING}`, FOLDER), 'utf8'));

/** Lists the files that a definition consists of, those that others refer to included. */
function listFiles(name, found = new Set()) {
  for (const [, file] of JSON.stringify(read(name)).matchAll(/"\$ref":"([\w-]+)\.schema\.json/g)) {
    if (found.has(file)) continue;
    found.add(file);
    listFiles(file, found);
  }
  return found;
}

const files = [...listFiles('tenant')].filter((file) => file !== 'tenant').sort();
const { properties, $defs, ...root } = convertSchema(read('tenant'), 'tenant');
const retired = mapValues(RETIRED_TYPES, ({ hint }) => ({ description: `Retired by Auth0, and ignored. ${hint}`, ...UNWANTED }));
const document = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `https://raw.githubusercontent.com/${REPOSITORY}/main/schemas/definition${ENDING}`,
  title: 'tenon definition',
  ...root,
  properties: { ...properties, ...retired },
  additionalProperties: false,
  $defs: {
    substitution: SUBSTITUTION,
    ...$defs,
    ...Object.fromEntries(files.map((file) => [file, convertSchema(read(file), file)])),
  },
};
const text = `${JSON.stringify(document)}\n`;
if (!process.argv.includes('--check')) writeFileSync(TARGET, text);
else if (!readdirSync(FOLDER).includes(`definition${ENDING}`) || readFileSync(TARGET, 'utf8') !== text) {
  console.error('schemas/definition.schema.json is not current: npm run docs');
  process.exitCode = 1;
}
