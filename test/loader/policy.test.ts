import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/model/definition/definition.ts';
import { findProblemCodes, findProblems, loadDefinition } from './load-helpers.ts';

const loadPolicy = async (text: string) => (await loadDefinition(`reconcile:\n${text}`)).policy;

test('a policy is read', async () => {
  const text = `
  tenant: acme.eu.auth0.com
  prune: [roles, resource_servers]
  protect: [clients/Admin Portal, databases/*, "*/x"]
  ignore: [clients/*/logo_uri]
  limits: { delete: 10%, update: 3 }
`;
  expect(await loadPolicy(text)).toEqual({
    tenant: 'acme.eu.auth0.com',
    prune: ['roles', 'resourceServers'],
    protect: ['clients/Admin Portal', 'connections/*', '*/x'],
    ignore: ['clients/*/logo_uri'],
    limits: { delete: { kind: 'share', percent: 10 }, update: { kind: 'count', count: 3 } },
  });
});

test('what a policy does not say is as it is by default', async () => {
  expect(await loadPolicy('  limits: { delete: 0 }\n')).toEqual({
    ...DEFAULT_POLICY,
    limits: { ...DEFAULT_POLICY.limits, delete: { kind: 'count', count: 0 } },
  });
});

test.each([
  ['reconcile: []', 'wrong-type 1:12'],
  ['reconcile:', 'wrong-type 1:11'],
  ['reconcile: { prunes: [] }', 'unknown-field 1:14'],
  ['reconcile: { prune: roles }', 'wrong-type 1:21'],
  ['reconcile: { prune: [rolse] }', 'unknown-type 1:22'],
  ['reconcile: { prune: [databases] }', 'wrong-value 1:22'],
  ['reconcile: { prune: [5] }', 'wrong-type 1:22'],
  ['reconcile: { protect: [client/x] }', 'unknown-type 1:24'],
  ['reconcile: { protect: [""] }', 'wrong-value 1:24'],
  ['reconcile: { ignore: [logo_uri] }', 'unknown-type 1:23'],
  ['reconcile: { limits: { delete: 110% } }', 'wrong-value 1:32'],
  ['reconcile: { limits: { delete: -1 } }', 'wrong-value 1:32'],
  ['reconcile: { limits: { delete: 1.5 } }', 'wrong-type 1:32'],
  ['reconcile: { limits: { create: 1 } }', 'unknown-field 1:24'],
  ['reconcile: { tenant: 5 }', 'wrong-type 1:22'],
])('%s is told', async (text, code) => {
  expect([...new Set(await findProblemCodes(`${text}\n`))]).toEqual([code]);
});

test('unknown types are told with the nearest one', async () => {
  const [problem] = await findProblems('reconcile: { prune: [client] }\n');
  expect(problem?.hint).toContain('clients');
});

test('all that is wrong with a policy is told at once', async () => {
  expect(await findProblemCodes('reconcile:\n  prune: [rolse]\n  tenat: x\n  limits: { delete: 1% , update: x }\n')).toEqual([
    'unknown-type 2:11',
    'unknown-field 3:3',
    'wrong-value 4:34',
  ]);
});

test('policies of overlays are laid over, those of one layer stand side by side', async () => {
  const base = 'reconcile: { tenant: a.test, prune: [roles], limits: { delete: 1 } }\n';
  const over = await loadDefinition(
    { 'a.yaml': base, 'b.yaml': 'reconcile: { prune: [clients], limits: { update: 2 } }\n' },
    { files: ['a.yaml', 'b.yaml'] },
  );
  expect(over.policy).toMatchObject({
    tenant: 'a.test',
    prune: ['clients'],
    limits: { delete: { count: 1 }, update: { count: 2 } },
  });
  const beside = {
    'tenant.yaml': `include: [b.yaml]\nroles: []\n${base}`,
    'b.yaml': 'reconcile: { protect: [clients/*], prune: [] }\n',
  };
  expect(await findProblemCodes(beside)).toEqual(['duplicate-resource b.yaml:1:36', 'warning prunes-all 2:1']);
});

test('a type that is pruned and stands in no file is told: mostly an include is missing', async () => {
  const pruned = 'reconcile: { prune: [roles] }\n';
  expect(await findProblemCodes(pruned)).toEqual(['warning prune-undeclared 1:22']);
  expect(await findProblemCodes(`${pruned}roles: []\n`)).toEqual(['warning prunes-all 2:1']);
  const elsewhere = { 'tenant.yaml': `include: [b.yaml]\n${pruned}`, 'b.yaml': 'roles: [{ name: x }]\n' };
  expect(await findProblemCodes(elsewhere)).toEqual([]);
});

test('a policy alone is a definition', async () => {
  const { declared, policy } = await loadDefinition('reconcile: { protect: [clients/*] }\n');
  expect(declared).toEqual([]);
  expect(policy.protect).toEqual(['clients/*']);
});
