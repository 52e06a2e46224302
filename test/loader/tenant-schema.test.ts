import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getDefinitionLayout, type ResourceType } from '../../src/resources/resource-type.ts';
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

test('each list leads to the schema of its type', () => {
  // Where several types share a list, no schema of one of them fits.
  const isShared = (type: ResourceType): boolean =>
    DECLARABLE.filter((other) => listTypeNames(other)[0] === listTypeNames(type)[0]).length > 1;
  const lists = DECLARABLE.filter(
    (type) => getDefinitionLayout(type).form === 'list' && getDefinitionLayout(type).yamlPath.length === 1 && !isShared(type),
  );
  for (const type of lists) {
    for (const name of listTypeNames(type)) {
      expect(tenant.properties[name]).toMatchObject({ type: 'array', items: { $ref: `${type.type}.schema.json` } });
    }
  }
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
