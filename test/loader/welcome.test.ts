import { expect, test } from 'vitest';
import { findProblemCodes, loadDefinition } from './load-helpers.ts';

const buildUserYaml = (welcome: string): string =>
  `users:\n  - connection: db\n    email: ada@acme.test\n    $welcome: ${welcome}\n`;

test.each([
  ['{}', {}],
  ['{ ttl_sec: 60 }', { ttl_sec: 60 }],
  ['{ result_url: "https://app.test/x?y=1", ttl_sec: 1 }', { result_url: 'https://app.test/x?y=1', ttl_sec: 1 }],
  ['{ result_url: "${env:URL}" }', { result_url: 'https://env.test' }],
])('$welcome: %s', async (written, welcome) => {
  const { resources } = await loadDefinition(buildUserYaml(written), { env: { URL: 'https://env.test' } });
  expect(resources).toMatchObject([{ welcome }]);
  expect(resources[0]?.fields).not.toHaveProperty('$welcome');
});

test.each([
  ['a text', buildUserYaml('yes please'), ['wrong-type 4:15']],
  ['nothing', buildUserYaml(''), ['wrong-type 4:15']],
  ['an unknown member', buildUserYaml('{ ttl: 5 }'), ['unknown-field 4:17']],
  ['no time at all', buildUserYaml('{ ttl_sec: 0 }'), ['wrong-value 4:26']],
  ['half a second', buildUserYaml('{ ttl_sec: 0.5 }'), ['wrong-value 4:26']],
  ['no URL', buildUserYaml('{ result_url: app.test }'), ['wrong-value 4:29']],
  ['a URL that runs code', buildUserYaml('{ result_url: "javascript:alert(1)" }'), ['wrong-value 4:29']],
  ['a secret', buildUserYaml('{ result_url: "${secret:URL}" }'), ['wrong-value 4:29']],
  ['another type', 'roles:\n  - { name: a, $welcome: {} }\n', ['unknown-directive 2:16']],
])('an error: %s', async (_, text, codes) => {
  expect(await findProblemCodes(text, { env: { URL: 'https://secret.test' } })).toEqual(codes);
});

test('it counts in the digest', async () => {
  const [first, second] = [await loadDefinition(buildUserYaml('{}')), await loadDefinition(buildUserYaml('{ ttl_sec: 5 }'))];
  expect(first.digest).not.toBe(second.digest);
});
