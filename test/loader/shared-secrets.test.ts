// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are tenon's own, not JavaScript's.
import { expect, it } from 'vitest';
import { findProblemCodes, findProblems, loadDefinition } from './load-helpers.ts';

const VALUE = 'canary-5813-abcdefgh';
const env = { X: VALUE, COPY: VALUE, PIN: '12', OTHER: 'other' };

const loadSecretPointers = async (text: string, asked = {}) =>
  Object.fromEntries(
    (await loadDefinition(text, { env, ...asked })).resources.map(({ address, secrets }) => [address, Object.keys(secrets)]),
  );
const SOURCE = 'clients: [{ name: a, client_metadata: { note: "${secret:X}", pin: "${secret:PIN}" } }]\n';

it.each([
  ['the same variable', '"${env:X}"'],
  ['a part of a text', '"https://x.test/${env:X}/y"'],
  ['another variable of the same value', '"${env:COPY}"'],
  ['a default that is not taken', '"${env:X:-none}"'],
  ['a marker', '"##X##"'],
  ['a marker for JSON', '@@X@@'],
  ['in clear', VALUE],
  ['a short one by its name', '"${env:PIN}"'],
])('what is secret in one place is secret in all: %s', async (_, written) => {
  const text = `roles: [{ name: r, description: ${written} }]\n`;
  expect(await loadSecretPointers(SOURCE + text)).toMatchObject({ 'roles/r': ['/description'] });
  // In whatever order, and in whatever file.
  expect(await loadSecretPointers(text + SOURCE)).toMatchObject({ 'roles/r': ['/description'] });
  expect(await loadSecretPointers(text)).toMatchObject({ 'roles/r': [] });
});

it('what a secret field holds is secret elsewhere, deep in lists and maps too', async () => {
  const text = `clients:
  - { name: a, client_secret: ${VALUE}, client_metadata: { b: "x ${VALUE}" }, callbacks: ["https://${VALUE}.test", "https://b.test"] }
  - { name: b, client_metadata: { b: plain } }
`;
  expect(await loadSecretPointers(text)).toEqual({
    'clients/a': ['/client_secret', '/client_metadata/b', '/callbacks/0'],
    'clients/b': [],
  });
});

it('an ordinary word in a secret field, and a variable that is no secret, stay what they are', async () => {
  const text =
    'clients: [{ name: a, client_secret: password, description: The password page }]\nroles: [{ name: r, description: "${env:OTHER}" }]\n';
  expect(await loadSecretPointers(text)).toEqual({ 'clients/a': ['/client_secret'], 'roles/r': [] });
});

it('a secret is no name of anything, by whatever way it comes', async () => {
  expect(await findProblemCodes(`${SOURCE}roles: [{ name: "\${env:X}" }]\n`, { env })).toEqual(['wrong-value 2:17']);
  expect(await findProblemCodes(`${SOURCE}roles: [{ name: ${VALUE} }]\n`, { env })).toEqual(['wrong-value 2:17']);
});

it('a line that holds a secret in clear is not shown', async () => {
  const problems = await findProblems(`${SOURCE}roles: [{ name: r, description: ${VALUE}, nme: 1 }]\n`, { env });
  expect(problems.map(({ code }) => code)).toEqual(['unknown-field']);
  expect(JSON.stringify(problems)).not.toContain(VALUE);
});
