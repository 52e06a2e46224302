import { expect, test } from 'vitest';
import { loadOrThrow } from './load-helpers.ts';

const listWarnings = async (fields: string) => {
  const { warnings } = await loadOrThrow(`clients:\n  - name: Partner\n${fields.replace(/^/gm, '    ')}\n`);
  return warnings.map(({ code, place }) => [code, place?.kind === 'file' ? place.line : undefined]);
};

test.each([
  ['is_first_party: false', [['unstated-field', 3]]],
  ['is_first_party: false\nthird_party_security_mode: strict', []],
  ['is_first_party: true', []],
  ['description: x', []],
])('a third-party client should say its security mode: %j', async (fields, expected) => {
  expect(await listWarnings(fields)).toEqual(expected);
});

test('one with a metadata document has no choice', async () => {
  expect(await listWarnings('external_client_id: https://a.test/c.json\nis_first_party: false')).toEqual([
    ['read-only-field', 4],
  ]);
});
