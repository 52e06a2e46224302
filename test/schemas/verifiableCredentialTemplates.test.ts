import { expect, test } from 'vitest';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { listCreateRequiredMembers } from '../../src/schema/matches-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const buildTemplate = (license: object, more: object = {}) => ({
  name: 'license',
  type: 'mdl',
  dialect: 'simplified/1.0',
  presentation: { 'org.iso.18013.5.1.mDL': { 'org.iso.18013.5.1': license } },
  well_known_trusted_issuers: 'aamva',
  ...more,
});

test.each<[string, object]>([
  ['a template', buildTemplate({ family_name: true, portrait: false })],
  ['data that the API learns later', buildTemplate({ organ_donor: true })],
  ['a certificate', buildTemplate({ family_name: true }, { custom_certificate_authority: 'a certificate' })],
  ['a part of an existing template', { name: 'license' }],
])('accepts %s', (_, value) => {
  expect(findRefusals('verifiableCredentialTemplates', value)).toEqual([]);
});

test.each<[string, object, readonly string[]]>([
  ['a template without a name', { type: 'mdl' }, ['required ']],
  [
    'a template that asks for nothing',
    buildTemplate({}),
    ['minProperties /presentation/org.iso.18013.5.1.mDL/org.iso.18013.5.1'],
  ],
  [
    'unknown issuers',
    buildTemplate({ portrait: true }, { well_known_trusted_issuers: 'us' }),
    ['enum /well_known_trusted_issuers'],
  ],
  ['no license', buildTemplate({}, { presentation: {} }), ['required /presentation']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('verifiableCredentialTemplates', value)).toEqual(expected);
});

test('a new template needs everything but a certificate', () => {
  expect(listCreateRequiredMembers(toRootShape(loadSchema('verifiableCredentialTemplates')), {})).toEqual([
    'type',
    'dialect',
    'presentation',
    'well_known_trusted_issuers',
  ]);
});
