import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getResourceShape } from '../../src/resources/resource-shape.ts';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';

function listPresentations(name: string, live: JsonObject, declared: JsonObject): readonly unknown[] {
  const type = CATALOGUE.get(name);
  if (!type) throw new Error(`no type ${name}`);
  return computeFieldChanges(getResourceShape(type), live, declared, AS_IS).map(({ presentation }) => presentation);
}

test.each<[string, JsonObject, JsonObject, string | undefined]>([
  ['emailTemplates', { body: '<p>a</p>' }, { body: '<p>b</p>' }, 'html'],
  ['emailTemplates', { subject: 'a' }, { subject: 'b' }, undefined],
  ['branding', { colors: { primary: '#fff' } }, { colors: { primary: '#000' } }, undefined],
  ['clientGrants', {}, { scope: ['read:a'] }, 'access'],
  ['clientGrants', { scope: ['read:a'] }, { scope: ['read:a', 'read:b'] }, 'access'],
  ['clients', { callbacks: ['https://a.test'] }, { callbacks: ['https://b.test', 'https://a.test'] }, undefined],
  ['actions', { code: 'a' }, { code: 'b' }, undefined],
])('a change in %s, from %j to %j, is shown as %s', (type, live, declared, presentation) => {
  expect(listPresentations(type, live, declared)).toEqual([presentation]);
});
