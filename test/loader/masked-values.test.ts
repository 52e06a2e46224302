import { expect, test } from 'vitest';
import { findProblemCodes, loadDefinition, loadFields } from './load-helpers.ts';

const buildGoogleYaml = (secret: string): string =>
  `connections:\n  - name: google-oauth2\n    strategy: google-oauth2\n    options: { client_id: abc, client_secret: ${secret} }\n`;

test.each(['_VALUE_NOT_SHOWN_', '"****"', '"##CONNECTIONS_GOOGLE_OAUTH2_SECRET##"', '"Bearer ##X##"', '@@SECRET@@', '(secret)'])(
  'a secret written as %s is not sent, and said',
  async (written) => {
    expect(await findProblemCodes(buildGoogleYaml(written))).toEqual(['warning secret-masked 4:47']);
    const { resources } = await loadDefinition(buildGoogleYaml(written));
    expect(resources[0]).toMatchObject({ fields: { options: { client_id: 'abc' } }, secrets: {} });
    expect(JSON.stringify(resources)).not.toContain('client_secret');
  },
);

test('a marker with a value is a secret like any other', async () => {
  const asked = { env: { SECRET: 'hush' } };
  expect(await findProblemCodes(buildGoogleYaml('"##SECRET##"'), asked)).toEqual([]);
  expect((await loadFields(buildGoogleYaml('"##SECRET##"'), asked))['connections/google-oauth2']?.options).toMatchObject({
    client_secret: 'hush',
  });
});

test('a marker without a value is an error wherever it is no secret', async () => {
  expect(await findProblemCodes('roles:\n  - name: a\n    description: "##TEXT##"\n')).toEqual(['marker-missing 3:19']);
  expect(await findProblemCodes('clients:\n  - name: a\n    callbacks: @@URLS@@\n')).toEqual(['marker-missing 3:16']);
});

test('where a field is left out, its marker lacks nothing', async () => {
  expect(await findProblemCodes('clients:\n  - name: a\n    tenant: "##TENANT##"\n')).toEqual(['warning read-only-field 3:5']);
  expect(await findProblemCodes('clients:\n  - name: a\n    cross_origin_auth: ##FLAG##\n')).toEqual([
    'warning retired-field 3:5',
    'marker-missing 3:24',
  ]);
});

test('`_VALUE_NOT_SHOWN_` is nowhere a value', async () => {
  const text = 'clients:\n  - name: a\n    client_metadata: { token: _VALUE_NOT_SHOWN_, b: c }\n';
  expect(await findProblemCodes(text)).toEqual(['warning secret-masked 3:31']);
  expect((await loadFields(text))['clients/a']).toEqual({ name: 'a', client_metadata: { b: 'c' } });
});

test('a list of secrets of which one is masked is left as it is: the API takes all of them or none', async () => {
  const buildActionYaml = (value: string): string =>
    `actions:\n  - name: a\n    supported_triggers: [{ id: post-login, version: v3 }]\n    secrets: [{ name: A, value: known }, { name: B, value: ${value} }]\n`;
  expect(await findProblemCodes(buildActionYaml('_VALUE_NOT_SHOWN_'))).toEqual(['warning secret-masked 4:14']);
  expect((await loadFields(buildActionYaml('_VALUE_NOT_SHOWN_')))['actions/a']).not.toHaveProperty('secrets');
  expect((await loadFields(buildActionYaml('known')))['actions/a']).toHaveProperty('secrets');
});
