// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are tenon's own, not JavaScript's.
import { expect, test } from 'vitest';
import { type Asked, definitionOf, type Files } from './support.ts';

const digestOf = async (files: string | Files, asked: Asked = {}) => (await definitionOf(files, asked)).digest;
const base =
  'roles:\n  - name: a\n    description: d\n  - name: b\nclients: [{ name: App, client_aliases: [x, y] }]\nreconcile: { prune: [roles, clients] }\n';

test('a digest is a SHA-256', async () => {
  expect(await digestOf(base)).toMatch(/^[0-9a-f]{64}$/);
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
  expect(await digestOf(text)).toBe(await digestOf(base));
});

test('the split into files changes no digest', async () => {
  const files = {
    'a.yaml': 'include: [sub/b.yaml]\nroles:\n  - name: a\n    description: other\nreconcile: { prune: [roles, clients] }\n',
    'sub/b.yaml': 'roles:\n  - name: b\nclients: [{ name: App, client_aliases: [x, y] }]\n',
    'c.yaml': 'roles:\n  - name: a\n    description: d\n',
  };
  expect(await digestOf(files, { files: ['a.yaml', 'c.yaml'] })).toBe(await digestOf(base));
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
  ['the order of a list', base.replace('[x, y]', '[y, x]')],
])('%s changes the digest', async (_, text) => {
  expect(await digestOf(text)).not.toBe(await digestOf(base));
});

test('databases alone are not connections', async () => {
  expect(await digestOf('databases: []\n')).not.toBe(await digestOf('connections: []\n'));
});

test('secrets count by their source, not by their value', async () => {
  const text = (secret: string) =>
    `clients:\n  - name: App\n    client_secret: ${secret}\n    client_aliases: ["${'${secret:CB}'}"]\n`;
  const env = (value: string) => ({ env: { A: value, B: value, CB: value } });
  expect(await digestOf(text('${secret:A}'), env('one'))).toBe(await digestOf(text('${secret:A}'), env('two')));
  expect(await digestOf(text('${secret:A}'), env('one'))).not.toBe(await digestOf(text('${secret:B}'), env('one')));
  expect(await digestOf(text('one'), env('one'))).toBe(await digestOf(text('two'), env('one')));
  expect(await digestOf(text('one'), env('one'))).not.toBe(await digestOf(text('${secret:A}'), env('one')));
});
