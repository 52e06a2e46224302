// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are tenon's own, not JavaScript's.
import { expect, test } from 'vitest';
import { type Files, loadDefinition, type TestLoadOptions } from './load-helpers.ts';

const computeDigest = async (files: string | Files, asked: TestLoadOptions = {}) => (await loadDefinition(files, asked)).digest;
const base =
  'roles:\n  - name: a\n    description: d\n  - name: b\nclients: [{ name: App, client_aliases: [x, y] }]\nreconcile: { prune: [roles, clients] }\n';

test('a digest is a SHA-256', async () => {
  expect(await computeDigest(base)).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['comments and blank lines', `# hello\n\n${base}`],
  [
    'layout',
    'reconcile: {"prune": ["clients", "roles"]}\nclients:\n- client_aliases:\n  - x\n  - y\n  name: App\nroles: [{name: b}, {description: "d", name: a}]\n',
  ],
  ['anchors', `x-d: &d d\n${base.replace('description: d', 'description: *d')}`],
  ['substitution', base.replace('description: d', 'description: ${env:D:-d}')],
])('%s changes no digest', async (_, text) => {
  expect(await computeDigest(text)).toBe(await computeDigest(base));
});

test('the split into files changes no digest', async () => {
  const files = {
    'a.yaml': 'include: [sub/b.yaml]\nroles:\n  - name: a\n    description: other\nreconcile: { prune: [roles, clients] }\n',
    'sub/b.yaml': 'roles:\n  - name: b\nclients: [{ name: App, client_aliases: [x, y] }]\n',
    'c.yaml': 'roles:\n  - name: a\n    description: d\n',
  };
  expect(await computeDigest(files, { files: ['a.yaml', 'c.yaml'] })).toBe(await computeDigest(base));
});

test.each([
  ['a value', base.replace('description: d', 'description: e')],
  [
    'a value that becomes null',
    base.replace('client_aliases: [x, y]', 'client_aliases: [x, y], client_authentication_methods: null'),
  ],
  ['a resource', `${base}organizations: [{ name: acme }]\n`],
  ['an empty type', `${base}organizations: []\n`],
  ['an empty relation', base.replace('name: b', 'name: b\n    permissions: []')],
  ['a directive', base.replace('name: b', 'name: b\n    $renamed_from: c')],
  ['a pin', base.replace('name: App', 'name: App, $id: x')],
  ['the policy', base.replace('prune: [roles, clients]', 'prune: [roles]')],
  ['the environment', base.replace('reconcile: {', 'reconcile: { environment: staging,')],
  ['an approval', base.replace('reconcile: {', 'reconcile: { require: { weakens: approval },')],
  ['an accepted finding', base.replace('reconcile: {', 'reconcile: { accept: [{ rule: x, address: clients/x, reason: y }],')],
  ['a policy', base.replace('reconcile: {', 'reconcile: { policies: [{ id: x, warn: "1 == 1" }],')],
  ['the order of a list', base.replace('[x, y]', '[y, x]')],
])('%s changes the digest', async (_, text) => {
  expect(await computeDigest(text)).not.toBe(await computeDigest(base));
});

test('databases alone are not connections', async () => {
  expect(await computeDigest('databases: []\n')).not.toBe(await computeDigest('connections: []\n'));
});

test('secrets count by their source, not by their value', async () => {
  const buildClientYaml = (secret: string) =>
    `clients:\n  - name: App\n    client_secret: ${secret}\n    client_aliases: ["${'${secret:CB}'}"]\n`;
  const buildEnv = (value: string) => ({ env: { A: value, B: value, CB: value } });
  expect(await computeDigest(buildClientYaml('${secret:A}'), buildEnv('one'))).toBe(
    await computeDigest(buildClientYaml('${secret:A}'), buildEnv('two')),
  );
  expect(await computeDigest(buildClientYaml('${secret:A}'), buildEnv('one'))).not.toBe(
    await computeDigest(buildClientYaml('${secret:B}'), buildEnv('one')),
  );
  expect(await computeDigest(buildClientYaml('one'), buildEnv('one'))).toBe(
    await computeDigest(buildClientYaml('two'), buildEnv('one')),
  );
  expect(await computeDigest(buildClientYaml('one'), buildEnv('one'))).not.toBe(
    await computeDigest(buildClientYaml('${secret:A}'), buildEnv('one')),
  );
});
