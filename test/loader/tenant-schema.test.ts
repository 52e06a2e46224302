import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { canDelete, getDefinitionLayout, type ResourceType } from '../../src/resources/resource-type.ts';
import { createAjv } from '../../src/schema/compile/create-ajv.ts';

const readSchemaFile = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
const tenant = readSchemaFile('tenant');
const ajv = createAjv({ validateSchema: false });
for (const { schemaName } of CATALOGUE.all) ajv.addSchema(readSchemaFile(schemaName));
const accepts = ajv.compile(tenant);

const DECLARABLE = CATALOGUE.all.filter(({ referenceOnly }) => referenceOnly === undefined);
const listTypeNames = (type: ResourceType): readonly string[] => [
  getDefinitionLayout(type).yamlPath[0] ?? type.type,
  ...(type.aliases ?? []).map((alias) => alias.type),
];

test('the schema of the whole file knows every name at the top of one', () => {
  const names = new Set(DECLARABLE.flatMap(listTypeNames));
  expect(Object.keys(tenant.properties).sort()).toEqual([...names, 'include', 'reconcile'].sort());
});

// Where several types share a list, no schema of one of them fits.
const isShared = (type: ResourceType): boolean =>
  DECLARABLE.filter((other) => listTypeNames(other)[0] === listTypeNames(type)[0]).length > 1;
const LISTS = DECLARABLE.filter(
  (type) => getDefinitionLayout(type).form === 'list' && getDefinitionLayout(type).yamlPath.length === 1 && !isShared(type),
);

test('each list leads to the schema of its type', () => {
  for (const type of LISTS) {
    for (const name of listTypeNames(type)) {
      const { type: form, items } = tenant.properties[name];
      expect([form, items.else?.$ref ?? items.$ref]).toEqual(['array', `${type.type}.schema.json`]);
    }
  }
});

test('a resource that is declared absent needs only its key', () => {
  const names = LISTS.filter((type) => type.kind === 'collection' && canDelete(type)).flatMap((type) => {
    const fill = (field: string): unknown =>
      type.schema.properties?.[field]?.enum?.[0] ?? (field === 'email' ? 'a@b.test' : 'acme');
    // What is found one by one needs any one of its identifiers.
    const fields = type.kind === 'collection' && type.lookups ? type.key.slice(0, 2) : type.key;
    const key = Object.fromEntries(fields.map((field) => [field, fill(field)]));
    return listTypeNames(type).filter((name) => !accepts({ [name]: [{ ...key, $absent: true }] }));
  });
  expect(names).toEqual([]);
});

test.each([
  [{ roles: [{ name: 'a' }], 'x-anything': [1] }, true],
  [{ include: ['a.yaml'], reconcile: { prune: ['roles'], limits: { delete: '10%', update: 5 } } }, true],
  [{ prompts: { identifier_first: true, customText: { en: { login: { login: { title: 'a' } } } } } }, true],
  [{ attackProtection: { bruteForceProtection: { enabled: true } }, tenant: { friendly_name: 'a' } }, true],
  [{ triggers: { 'post-login': [{ action_name: 'a' }] }, branding: { templates: [{ template: 'universal_login' }] } }, true],
  [{ triggers: { 'post-login': [{ action_nmae: 'a' }] } }, false],
  [{ roles: { name: 'a' } }, false],
  [{ roles: [{ nmae: 'a' }] }, false],
  [{ reconcile: { limits: { delete: '110%' } } }, false],
  [{ reconcile: { tenat: 'x' } }, false],
])('%j: %s', (file, right) => {
  expect(accepts(file)).toBe(right);
});
