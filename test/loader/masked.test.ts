import { expect, test } from 'vitest';
import { codesOf, definitionOf, fieldsOf } from './support.ts';

const google = (secret: string): string =>
  `connections:\n  - name: google-oauth2\n    strategy: google-oauth2\n    options: { client_id: abc, client_secret: ${secret} }\n`;

test.each(['_VALUE_NOT_SHOWN_', '"****"', '"##CONNECTIONS_GOOGLE_OAUTH2_SECRET##"', '"Bearer ##X##"', '@@SECRET@@', '(secret)'])(
  'a secret written as %s is not sent, and said',
  async (written) => {
    expect(await codesOf(google(written))).toEqual(['warning secret-masked 4:47']);
    const { resources } = await definitionOf(google(written));
    expect(resources[0]).toMatchObject({ fields: { options: { client_id: 'abc' } }, secrets: {} });
    expect(JSON.stringify(resources)).not.toContain('client_secret');
  },
);

test('a marker with a value is a secret like any other', async () => {
  const asked = { env: { SECRET: 'hush' } };
  expect(await codesOf(google('"##SECRET##"'), asked)).toEqual([]);
  expect((await fieldsOf(google('"##SECRET##"'), asked))['connections/google-oauth2']?.options).toMatchObject({
    client_secret: 'hush',
  });
});

test('a marker without a value is an error wherever it is no secret', async () => {
  expect(await codesOf('roles:\n  - name: a\n    description: "##TEXT##"\n')).toEqual(['marker-missing 3:19']);
  expect(await codesOf('clients:\n  - name: a\n    callbacks: @@URLS@@\n')).toEqual(['marker-missing 3:16']);
});

test('where a field is left out, its marker lacks nothing', async () => {
  expect(await codesOf('clients:\n  - name: a\n    tenant: "##TENANT##"\n')).toEqual(['warning read-only-field 3:5']);
  expect(await codesOf('clients:\n  - name: a\n    cross_origin_auth: ##FLAG##\n')).toEqual([
    'warning retired-field 3:5',
    'marker-missing 3:24',
  ]);
});

test('`_VALUE_NOT_SHOWN_` is nowhere a value', async () => {
  const text = 'clients:\n  - name: a\n    client_metadata: { token: _VALUE_NOT_SHOWN_, b: c }\n';
  expect(await codesOf(text)).toEqual(['warning secret-masked 3:31']);
  expect((await fieldsOf(text))['clients/a']).toEqual({ name: 'a', client_metadata: { b: 'c' } });
});

test('a list of secrets of which one is masked is left as it is: the API takes all of them or none', async () => {
  const action = (value: string): string =>
    `actions:\n  - name: a\n    supported_triggers: [{ id: post-login, version: v3 }]\n    secrets: [{ name: A, value: known }, { name: B, value: ${value} }]\n`;
  expect(await codesOf(action('_VALUE_NOT_SHOWN_'))).toEqual(['warning secret-masked 4:14']);
  expect((await fieldsOf(action('_VALUE_NOT_SHOWN_')))['actions/a']).not.toHaveProperty('secrets');
  expect((await fieldsOf(action('known')))['actions/a']).toHaveProperty('secrets');
});
