import { describe, expect, it, test } from 'vitest';
import { findProblemCodes, findProblems, loadDefinition, loadOrThrow } from './load-helpers.ts';

const absentOf = async (...args: Parameters<typeof loadDefinition>) => {
  const { absent, resources } = await loadDefinition(...args);
  return { absent: absent.map(({ address, fields }) => [address, fields]), present: resources.map(({ address }) => address) };
};

test('a resource that is declared absent is not among the declared ones, and needs nothing but its key', async () => {
  const text = 'connections:\n  - { name: db, $absent: true }\n  - { name: other, strategy: auth0 }\n';
  expect(await absentOf(text)).toEqual({ absent: [['connections/db', { name: 'db' }]], present: ['connections/other'] });
  expect(await absentOf('databases: [{ name: db, $absent: true }]')).toEqual({
    absent: [['connections/db', { name: 'db' }]],
    present: [],
  });
});

test.each([
  ['false', 'roles: [{ name: a, $absent: false }]', ['wrong-value 1:29']],
  ['a text', 'roles: [{ name: a, $absent: "true" }]', ['wrong-value 1:29']],
  ['nothing', 'roles:\n  - name: a\n    $absent:\n', ['wrong-value 3:13']],
  ['a field beside the key', 'roles: [{ name: a, description: b, $absent: true }]', ['absent-misused 1:20']],
  ['a relation beside the key', 'roles: [{ name: a, permissions: [], $absent: true }]', ['absent-misused 1:20']],
  ['a former name', 'roles: [{ name: a, $renamed_from: b, $absent: true }]', ['absent-misused 1:20']],
  ['no key', 'roles: [{ $absent: true }]', ['missing-field 1:11']],
  ['a type that is always there', 'tenant: { $absent: true }', ['absent-misused 1:11']],
  ['a type with fixed paths', 'emailTemplates: [{ template: verify_email, $absent: true }]', ['absent-misused 1:44']],
  ['both declared and absent', 'roles: [{ name: a }, { name: a, $absent: true }]', ['duplicate-resource 1:30']],
  ['a mistyped directive', 'roles: [{ name: a, $absnt: true }]', ['unknown-directive 1:20']],
])('an error: %s', async (_, text, codes) => {
  expect(await findProblemCodes(text)).toEqual(codes);
});

describe('a reference to what is declared absent', () => {
  const ABSENT = 'clients: [{ name: Gone, $absent: true }, { name: Kept }]\n';

  test.each([
    ['in a field', 'clientGrants:\n  - { client_id: Gone, audience: https://a.test, scope: [] }\n', '3:18'],
    ['in a relation', 'connections:\n  - { name: db, strategy: auth0, enabled_clients: [Kept, Gone] }\n', '3:58'],
  ])('%s is an error with both places', async (_, text, place) => {
    expect(await findProblemCodes(ABSENT + text)).toEqual([`dangling-reference ${place}`]);
    expect((await findProblems(ABSENT + text))[0]?.message).toContain('tenant.yaml:1:19');
  });

  it('by a field of the target that is not its id is an error too', async () => {
    const api = 'resourceServers: [{ identifier: https://a.test, $absent: true }]\n';
    expect(await findProblemCodes(`${api}clientGrants: [{ client_id: X, audience: https://a.test, scope: [] }]\n`)).toEqual([
      'dangling-reference 2:42',
    ]);
  });

  it('is left to the tenant where another client has the name', async () => {
    const text = 'clients: [{ name: Shop, $id: one, $absent: true }, { name: Shop, $id: two }]\n';
    expect(await findProblemCodes(`${text}clientGrants: [{ client_id: Shop, audience: x, scope: [] }]\n`)).toEqual([]);
  });

  it('from something that is absent itself is none', async () => {
    expect(await findProblemCodes(`${ABSENT}clientGrants: [{ client_id: Gone, audience: x, $absent: true }]\n`)).toEqual([]);
  });
});

describe('in an overlay', () => {
  const BASE = 'roles:\n  - { name: a, description: x, permissions: [] }\n  - { name: b }\n';
  const load = (base: string, overlay: string) =>
    absentOf({ 'base.yaml': base, 'overlay.yaml': overlay }, { files: ['base.yaml', 'overlay.yaml'] });

  it('it replaces what the base declares, fields and all', async () => {
    expect(await load(BASE, 'roles: [{ name: a, $absent: true }]')).toEqual({
      absent: [['roles/a', { name: 'a' }]],
      present: ['roles/b'],
    });
  });

  it('a declaration replaces it', async () => {
    expect(await load('roles: [{ name: a, $absent: true }]', 'roles: [{ name: a, description: y }]')).toEqual({
      absent: [],
      present: ['roles/a'],
    });
  });

  it('the id of the base stays: it says which of several is meant', async () => {
    const files = {
      'base.yaml': 'clients: [{ name: Shop, $id: one, app_type: spa }, { name: Shop, $id: two }]',
      'overlay.yaml': 'clients: [{ name: Shop, $id: one, $absent: true }]',
    };
    const { absent } = await loadDefinition(files, { files: ['base.yaml', 'overlay.yaml'] });
    expect(absent).toMatchObject([{ address: 'clients/Shop', pinnedId: 'one' }]);
    const only = {
      ...files,
      'base.yaml': 'clients: [{ name: Shop, $id: one }]',
      'overlay.yaml': 'clients: [{ name: Shop, $absent: true }]',
    };
    expect((await loadDefinition(only, { files: ['base.yaml', 'overlay.yaml'] })).absent).toMatchObject([{ pinnedId: 'one' }]);
  });
});

test('it counts in the digest, and a definition without it keeps its digest', async () => {
  const digest = async (text: string) => (await loadDefinition(text)).digest;
  const plain = await digest('roles: [{ name: a }]');
  const absent = await digest('roles: [{ name: a }, { name: b, $absent: true }]');
  expect(absent).not.toBe(plain);
  expect(await digest('roles: [{ name: b, $absent: true }, { name: a }]')).toBe(absent);
  expect(await digest('roles: [{ name: a }, { name: c, $absent: true }]')).not.toBe(absent);
});

test('its place is known', async () => {
  const loaded = await loadOrThrow('roles:\n  - name: a\n    $absent: true\n');
  expect(loaded.locate('roles/a')).toMatchObject({ line: 2, column: 11 });
  expect(loaded.findOrigin('roles/a', '')?.place).toMatchObject({ line: 2, column: 11 });
});
