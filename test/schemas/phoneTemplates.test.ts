import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('phoneTemplates'));

test.each<[string, unknown]>([
  [
    'a message',
    {
      type: 'otp_verify',
      disabled: false,
      content: { syntax: 'liquid', from: '+15550100', body: { text: '{{ code }}', voice: '{{ code }}' } },
    },
  ],
  [
    'what exports have',
    { type: 'change_password', disabled: false, content: { syntax: 'liquid', from: '', body: { text: '{{ code }}' } } },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('phoneTemplates', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a message that is not there', { type: 'birthday' }, ['enum /type']],
  ['an empty text', { type: 'otp_verify', content: { body: { text: '' } } }, ['minLength /content/body/text']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('phoneTemplates', value)).toEqual(expected);
});

test('an empty number is none', () => {
  const body = { text: '{{ code }}' };
  expect(computeFieldChanges(shape, { content: { from: '', body } }, { content: { body } }, AS_IS)).toEqual([]);
  expect(computeFieldChanges(shape, { content: { body } }, { content: { from: '', body } }, AS_IS)).toEqual([]);
});
