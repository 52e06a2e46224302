import { expect, test } from 'vitest';
import { fieldChanges } from '../../src/schema/compare/diff.ts';
import { WIRE } from '../../src/schema/compare/normal.ts';
import { schemaOf } from '../../src/schema/load.ts';
import { rootShape } from '../../src/schema/walk.ts';
import { refusals } from './support.ts';

const shape = rootShape(schemaOf('phoneTemplates'));

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
  expect(refusals('phoneTemplates', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a message that is not there', { type: 'birthday' }, ['enum /type']],
  ['an empty text', { type: 'otp_verify', content: { body: { text: '' } } }, ['minLength /content/body/text']],
])('refuses %s', (_, value, expected) => {
  expect(refusals('phoneTemplates', value)).toEqual(expected);
});

test('an empty number is none', () => {
  const body = { text: '{{ code }}' };
  expect(fieldChanges(shape, { content: { from: '', body } }, { content: { body } }, WIRE)).toEqual([]);
  expect(fieldChanges(shape, { content: { body } }, { content: { from: '', body } }, WIRE)).toEqual([]);
});
