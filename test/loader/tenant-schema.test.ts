import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createAjv } from '../../scripts/vocabulary.mjs';
import { RESOURCE_TYPES } from '../../src/resources/index.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
const tenant = read('tenant');
const ajv = createAjv({ validateSchema: false });
for (const { type } of RESOURCE_TYPES) ajv.addSchema(read(type));
const accepts = ajv.compile(tenant);

test('the schema of the whole file knows every type, by each of its names', () => {
  const types = RESOURCE_TYPES.flatMap(({ type, aliases = [] }) => [type, ...aliases.map((alias) => alias.type)]);
  expect(Object.keys(tenant.properties).sort()).toEqual([...types, 'include', 'reconcile'].sort());
});

test('each name leads to the schema of its type', () => {
  for (const { type, aliases = [] } of RESOURCE_TYPES) {
    for (const name of [type, ...aliases.map((alias) => alias.type)]) {
      expect(tenant.properties[name]).toMatchObject({ type: 'array', items: { $ref: `${type}.schema.json` } });
    }
  }
});

test.each([
  [{ roles: [{ name: 'a' }], 'x-anything': [1] }, true],
  [{ include: ['a.yaml'], reconcile: { prune: ['roles'], limits: { delete: '10%', update: 5 } } }, true],
  [{ roles: { name: 'a' } }, false],
  [{ roles: [{ nmae: 'a' }] }, false],
  [{ reconcile: { limits: { delete: '110%' } } }, false],
  [{ reconcile: { tenat: 'x' } }, false],
])('%j: %s', (file, right) => {
  expect(accepts(file)).toBe(right);
});
