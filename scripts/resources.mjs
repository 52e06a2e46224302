// Writes docs/resources.md from the catalogue and the schemas: what each type is, where a definition declares it, and its fields.
// `--check` writes nothing, and fails if the page is not current.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBucket } from '../src/management-api/rate-limits/facts/bucket-facts.ts';
import { getCapabilities } from '../src/resources/capabilities.ts';
import { CATALOGUE } from '../src/resources/catalogue.ts';
import { resolveSchemaRef } from '../src/schema/load-schema.ts';

const PAGE = fileURLToPath(new URL('../docs/resources.md', import.meta.url));

const HEAD = `# Resource types

Every type that tenon manages, with its fields. This page is generated from the schemas and the catalogue (\`npm run docs\`): change those instead.
\`tenon types\` lists the types briefly. Fields that only the API sets are not shown; a field of a list's items is written \`list[].field\`.
[The language of a definition](definition.md) explains how to declare resources.

Marks: **required**: always; **create**: required on create; **once**: set on create, never changed later; **secret**: never shown; **unset**: may be
\`null\`; **set**: the order does not matter; **key a, b**: identifies items of a list; **→ type**: the key of a resource of that type; **file**: a long text, best
kept in a separate file (\`\${file:…}\`); \`= value\`: what the API fills in by default; ↑, ↓, ↕ and a class: the [impact](impact.md) of a value that goes up, goes down, or
changes otherwise. A field without one has that of the field around it.
`;

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text) => `\`${text}\``;
const NAMES = { string: 'string', integer: 'integer', boolean: 'boolean', array: 'list', object: 'map' };

function typeText(schema, root) {
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  const values = (schema.enum ?? (schema.const === undefined ? [] : [schema.const])).filter((value) => value !== null);
  if (values.length > 0)
    return values.length > 24
      ? `one of ${values.length} names`
      : values.map((value) => code(value === '' ? '""' : String(value))).join(' ');
  if (types.length === 1 && types[0] === 'array')
    return `list of ${typeText(resolveSchemaRef(schema.items ?? {}, root), root) || 'values'}`;
  return types.map((type) => NAMES[type] ?? type).join(' or ');
}

const range = (low, high, unit) =>
  low === undefined && high === undefined
    ? []
    : [`${low ?? 'up'}${low === undefined ? ' to ' : high === undefined ? ' or more' : '–'}${high ?? ''} ${unit}`.trim()];

const IMPACT_MARKS = { up: '↑', down: '↓', any: '↕', created: 'created:', deleted: 'deleted:' };
const impactText = ({ 'x-impact': keyword = {} }) =>
  Object.entries(IMPACT_MARKS)
    .filter(([word]) => keyword[word])
    .map(([word, mark]) => `${mark} ${keyword[word][0]}`)
    .join(', ');

const limits = (schema) => [
  ...range(schema.minLength > 1 ? schema.minLength : undefined, schema.maxLength, 'characters'),
  ...range(schema.minimum, schema.maximum, ''),
  ...range(schema.minItems, schema.maxItems, 'items'),
];

function marks(schema, root, required) {
  const items = resolveSchemaRef(schema.items ?? {}, root);
  const target = schema['x-reference'] ?? items['x-reference'];
  return [
    ...(required ? ['**required**'] : []),
    ...(schema['x-create-required'] ? ['**create**'] : []),
    ...(schema['x-create-only'] ? ['**once**'] : []),
    ...(schema['x-secret'] || items['x-secret'] ? ['**secret**'] : []),
    ...([schema.type].flat().includes('null') ? ['**unset**'] : []),
    ...(schema['x-unordered'] ? ['**set**'] : []),
    ...(schema['x-item-key'] ? [`**key ${schema['x-item-key'].join(', ')}**`] : []),
    ...(target ? [`**→ ${target.split('#')[0]}**`] : []),
    ...(schema['x-file'] ? ['**file**'] : []),
    ...(schema.deprecated ? ['deprecated'] : []),
    ...limits(schema),
    ...(impactText(schema) ? [impactText(schema)] : []),
    ...('x-server-default' in schema ? [`= ${code(JSON.stringify(schema['x-server-default']))}`] : []),
  ];
}

/** Returns a row for each field and for the fields inside it. `above`: definitions around it, of which one that contains itself is shown once. */
function rows(schema, root, prefix, above = []) {
  return Object.entries(schema.properties ?? {}).flatMap(([name, given]) => {
    const field = resolveSchemaRef(given, root);
    if (field.readOnly || name.startsWith('$') || field['x-holds']) return [];
    const place = `${prefix}${name}`;
    const markText = marks(field, root, schema.required?.includes(name)).join(', ');
    const row = `| ${code(place)} | ${cell(typeText(field, root))} | ${cell(field.description ?? '')}${markText ? ` ${cell(markText)}` : ''} |`;
    return [row, ...inside(field, root, place, above)];
  });
}

function inside(field, root, place, above) {
  if (field.items) {
    if (above.includes(field.items.$ref)) return [];
    const around = [...above, ...(field.items.$ref ? [field.items.$ref] : [])];
    const items = resolveSchemaRef(field.items, root);
    return [...rows(items, root, `${place}[].`, around), ...conditions(items, root, `${place}[].`, around)];
  }
  const any = typeof field.additionalProperties === 'object' ? resolveSchemaRef(field.additionalProperties, root) : undefined;
  return [
    ...rows(field, root, `${place}.`, above),
    ...(any?.properties ? rows(any, root, `${place}.*.`, above) : []),
    ...conditions(field, root, `${place}.`, above),
  ];
}

/** Returns rows for fields that depend on the value of another, each group under its condition. */
function conditions(schema, root, prefix, above = []) {
  return (schema.allOf ?? []).flatMap(({ if: test, then }) => {
    const fields = Object.fromEntries(
      Object.entries(resolveSchemaRef(then, root).properties ?? {}).filter(([, field]) => isForm(field, root)),
    );
    const found = rows({ properties: fields }, root, prefix, above);
    return found.length === 0 ? [] : [`| *where ${cell(when(test))}* | | |`, ...found];
  });
}

/** Whether a branch describes a field, rather than only forbidding it or changing its default. */
const isForm = (field, root) => {
  const { type, properties, items, enum: values } = resolveSchemaRef(field, root);
  return type !== 'null' && (properties !== undefined || items !== undefined || values !== undefined);
};

const when = ({ properties }) =>
  Object.entries(properties)
    .map(([name, test]) => `${code(name)} is ${(test.enum ?? [test.const]).map((value) => code(String(value))).join(' or ')}`)
    .join(' and ');

const scopesText = (needs) => (needs ?? []).map((need) => [need].flat().map(code).join(' or ')).join(', ');

function access(type) {
  const paths = [...new Set([type.kind === 'collection' ? type.list.path : type.path, type.path])].map((path) =>
    path.replace(/\{[^}]+\}/g, 'x'),
  );
  const buckets = [...new Set(paths.flatMap((path) => ['GET', 'PATCH'].map((method) => findBucket({ method, path }).name)))];
  const { read, create, update, delete: remove } = type.scopes;
  return [
    `| endpoint | ${code(type.path)} |`,
    `| scopes to read | ${scopesText(read)} |`,
    ...[
      ['create', create],
      ['update', update],
      ['delete', remove],
    ].flatMap(([verb, needs]) => (needs ? [`| scopes to ${verb} | ${scopesText(needs)} |`] : [])),
    `| rate limits | ${buckets.join(', ')} |`,
  ];
}

function standing(type, { at, key }) {
  const form = type.layout?.form ?? 'list';
  const what = form === 'list' ? 'a list' : form === 'map' ? 'a map' : `the value is ${code(form.field)}`;
  return [
    `| in a definition | ${type.referenceOnly === undefined ? `${code(`${at}:`)} ${what}` : 'references only'} |`,
    `| key | ${key.length === 0 ? 'none: it exists once' : key.map(code).join(', ')} |`,
  ];
}

function possible(type, can) {
  const verbs = ['create', 'update', 'delete'].filter((verb) => can[verb]);
  const lost = type.deleteLoses === undefined ? '' : `; a delete also destroys ${type.deleteLoses}`;
  if (verbs.length === 0) return '| can be | read |';
  return `| can be | ${verbs.map((verb) => `${verb.replace(/e$/, '')}ed`).join(', ')}${lost} |`;
}

const impact = ({ schema }) => (impactText(schema) ? [`| impact | ${impactText(schema)} |`] : []);

const relations = (type) =>
  type.relations.map(({ field, list, noun }) => `| relation ${code(field)} | ${noun}s, behind ${code(list.path)} |`);

function section(type) {
  const { schema } = type;
  const can = getCapabilities(type);
  const about = [
    '| | |',
    '|---|---|',
    ...standing(type, can),
    possible(type, can),
    ...impact(type),
    ...relations(type),
    ...access(type),
  ];
  const fields = ['| field | value | |', '|---|---|---|', ...rows(schema, schema, ''), ...conditions(schema, schema, '')];
  return [`## ${type.type}`, '', schema.description, '', ...about, '', ...fields, ''].join('\n');
}

const contents = `${CATALOGUE.all.map(({ type }) => `[${type}](#${type.toLowerCase()})`).join(' · ')}\n`;
const page = `${[HEAD, contents, ...CATALOGUE.all.map(section)].join('\n').trimEnd()}\n`;

if (!process.argv.includes('--check')) writeFileSync(PAGE, page);
else if (readFileSync(PAGE, 'utf8') !== page) {
  process.stderr.write('docs/resources.md is out of date: run npm run docs.\n');
  process.exitCode = 1;
}
