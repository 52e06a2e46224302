import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/model/definition/definition.ts';
import { findProblemCodes, findProblems, loadDefinition, loadOrThrow } from './load-helpers.ts';

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
    ...DEFAULT_POLICY,
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

const CONDITIONS = `
  environment: staging
  profile: regulated
  require: { widens: approval, weakens: approval }
  accept:
    - { rule: grant-implicit, address: databases/*, reason: old kiosk, until: 2027-01-31 }
  policies:
    - id: no-weakening
      refuse: plan.changes == []
      say: Not here.
    - { id: soft, warn: "true" }
`;

test('what decides how findings and plans are judged is read', async () => {
  const { accept, policies, ...rest } = await loadPolicy(CONDITIONS);
  expect(rest).toMatchObject({ environment: 'staging', profile: 'regulated', approvals: ['weakens', 'widens'] });
  expect(accept).toEqual([
    { rule: 'grant-implicit', address: 'connections/*', reason: 'old kiosk', until: '2027-01-31', origin: expect.anything() },
  ]);
  expect(policies).toMatchObject([
    { id: 'no-weakening', effect: 'refuse', when: 'plan.changes == []', says: 'Not here.', origin: { line: 10, column: 15 } },
    { id: 'soft', effect: 'warn', when: 'true' },
  ]);
});

test.each([
  ['environment: prod', 'wrong-value 2:16'],
  ['require: { weakens: yes }', 'wrong-value 2:23'],
  ['require: { weaken: approval }', 'unknown-field 2:14'],
  ['accept: [{ rule: x, address: clients/x }]', 'missing-field 2:14'],
  ['accept: [{ rule: x, address: clients/x, reason: "" }]', 'wrong-value 2:51'],
  ['accept: [{ rule: x, address: clients/x, reason: "  " }]', 'wrong-value 2:51'],
  ['accept: [{ rule: x, address: client/x, reason: y }]', 'unknown-type 2:32'],
  ['accept: [{ rule: x, address: clients/x, reason: y, until: 2027-02-30 }]', 'wrong-value 2:61'],
  ['accept: [{ rule: x, address: clients/x, reason: y, until: soon }]', 'wrong-value 2:61'],
  ['accept: [{ rule: x, address: clients/x, reason: "${secret:WHY}" }]', 'wrong-value 2:51'],
  ['policies: [{ id: x }]', 'wrong-value 2:14'],
  ['policies: [{ id: x, refuse: "true", warn: "true" }]', 'wrong-value 2:14'],
  ['policies: [{ id: X y, warn: "true" }]', 'wrong-value 2:20'],
  ['policies: [{ id: x, warn: true }]', 'wrong-type 2:29'],
  ['policies: [{ id: x, warn: "true" }, { id: x, warn: "true" }]', 'duplicate-resource 2:39'],
])('%s is an error', async (text, code) => {
  expect([...new Set(await findProblemCodes(`reconcile:\n  ${text}\n`, { env: { WHY: 'x' } }))]).toEqual([code]);
});

test('a later layer adds to what an earlier one accepts, and replaces a policy only under its id', async () => {
  const base =
    'reconcile:\n  policies: [{ id: a, warn: "1 == 1" }, { id: b, warn: "2 == 2" }]\n  accept: [{ rule: x, address: clients/x, reason: y }]\n';
  const overlay =
    'reconcile:\n  policies: [{ id: c, warn: "3 == 3" }, { id: a, refuse: "4 == 4" }]\n  accept: [{ rule: z, address: clients/x, reason: y }]\n';
  const { policy } = await loadDefinition({ 'tenant.yaml': base, 'prod.yaml': overlay }, { files: ['tenant.yaml', 'prod.yaml'] });
  expect(policy.policies.map(({ id, effect, when }) => `${id} ${effect} ${when}`)).toEqual([
    'a refuse 4 == 4',
    'b warn 2 == 2',
    'c warn 3 == 3',
  ]);
  expect(policy.accept.map(({ rule }) => rule)).toEqual(['x', 'z']);
});

test.each([
  ['refuse: true && nope', 'nope'],
  ['refuse: "true && nope"', 'nope'],
  [`refuse: 'true && nope'`, 'nope'],
  ['refuse: "\\"a\\" == \\"b\\" && nope"', 'nope'],
  ['refuse: |\n        true &&\n          nope\n      say: x', 'nope'],
  ['refuse: >-\n        true\n        &&\n        nope', 'nope'],
  ['refuse: true\n        && nope', 'nope'],
])('the place of a part of a condition is found in the file: %s', async (yaml, part) => {
  const text = `reconcile:\n  policies:\n    - id: p\n      ${yaml}\n`;
  const { definition, locateExpression } = await loadOrThrow(text);
  const when = definition.policy.policies[0]?.when ?? '';
  const place = locateExpression('p', { start: when.indexOf(part), end: when.indexOf(part) + part.length });
  const line = text.split('\n')[(place?.line ?? 0) - 1] ?? '';
  expect(line.slice((place?.column ?? 0) - 1, (place?.column ?? 0) - 1 + (place?.length ?? 0))).toBe(part);
});
