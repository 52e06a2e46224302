import { expect, it } from 'vitest';
import type { AccessReport } from '../../src/model/access-report.ts';
import { listInShort } from '../access/access-builders.ts';
import { findRefusals } from '../schemas/schema-helpers.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { findLeaks } from '../support/encodings.ts';

const API = 'https://api.acme.test';
const TENANT = `
resourceServers:
  - identifier: ${API}
    name: Orders
    enforce_policies: true
    scopes: [{ value: "read:orders" }, { value: "write:orders" }]
roles:
  - name: Admin
    permissions: [{ resource_server_identifier: "${API}", permission_name: "read:orders" }]
clients:
  - { name: Portal, app_type: spa, grant_types: [authorization_code], client_secret: "\${secret:SECRET}" }
  - { name: Robot, app_type: non_interactive, grant_types: [client_credentials] }
clientGrants:
  - { client_id: Robot, audience: "${API}", scope: ["read:orders"] }
connections:
  - { name: db, strategy: auth0, enabled_clients: [Portal] }
users:
  - { connection: db, email: ada@acme.test, password: "\${secret:SECRET}", roles: [Admin] }
  - { connection: db, email: bob@acme.test }
  - connection: db
    email: eve@acme.test
    permissions: [{ resource_server_identifier: "${API}", permission_name: "write:orders" }]
organizations:
  - name: acme
    members: [{ user: "db|bob@acme.test", roles: [Admin] }]
`;
const SECRET = 'canary-who-21-Abcdefgh!7';
const env = { SECRET };
const scene = setUpCliScene({ 'tenant.yaml': TENANT });

async function askWho(...args: readonly string[]): Promise<AccessReport> {
  const { code, stdout, stderr } = await scene().run(['who', ...args, '--format', 'json'], env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const apply = async () => expect(await scene().run(['apply', '--yes'], env)).toMatchObject({ code: 0 });

it('answers from the definition, without a request', async () => {
  const report = await askWho('permissions/read:orders');
  expect(listInShort(report.holders)).toEqual([
    `user users/db|ada@acme.test: role roles/Admin, permission resourceServers/${API} [read:orders]`,
    `user users/db|bob@acme.test: member role roles/Admin, permission resourceServers/${API} [read:orders] in acme`,
    `client clients/Robot: client grant resourceServers/${API} [read:orders]`,
    `users of client clients/Portal: open API resourceServers/${API} [*] limited`,
  ]);
  expect(report).toMatchObject({ files: ['tenant.yaml'], subject: { permission: 'read:orders', isEnforced: true }, cut: [] });
  expect(scene().emulator.requests()).toEqual([]);
});

it('answers from the tenant, people included, and only reads', async () => {
  await apply();
  const before = scene().listWrites().length;
  scene().proxy.clear();
  const report = await askWho('permissions/read:orders', '--live');
  expect(report.holders.map(({ kind, name, address }) => name ?? `${kind} ${address}`).sort()).toEqual([
    'ada@acme.test',
    'bob@acme.test',
    'client clients/Robot',
    'users of client clients/Default App',
    'users of client clients/Portal',
  ]);
  expect(report.holders.find(({ name }) => name === 'bob@acme.test')?.ways).toMatchObject([{ within: ['acme'] }]);
  expect(report.requests).toBe(scene().proxy.seen.filter(({ path }) => path.startsWith('/api/v2/')).length);
  expect(scene().listWrites().length).toBe(before);
});

it('answers the same about somebody from the tenant as from the definition', async () => {
  await apply();
  for (const user of ['ada@acme.test', 'bob@acme.test', 'eve@acme.test']) {
    const declared = await askWho(`users/${user}`);
    const live = await askWho(`users/${user}`, '--live');
    expect(live.subject).toEqual(declared.subject);
    expect(listInShort(live.abilities).toSorted()).toEqual(listInShort(declared.abilities).toSorted());
  }
});

it('finds somebody by the id of the tenant', async () => {
  await apply();
  const { holders } = await askWho('roles/Admin', '--live');
  const [id] = holders.flatMap(({ address = '', name }) => (name === 'ada@acme.test' ? [address] : []));
  expect(await askWho(id ?? '', '--live')).toMatchObject({ subject: { address: 'users/db|ada@acme.test' } });
});

it('says how many people are left out at the limit', async () => {
  const users = Array.from({ length: 7 }, (_, index) => `  - { connection: db, email: u${index}@acme.test, roles: [Admin] }\n`);
  scene().write('tenant.yaml', TENANT.replace('users:\n', `users:\n${users.join('')}`));
  await apply();
  const report = await askWho('roles/Admin', '--live', '--limit', '3');
  expect(report.cut).toEqual([{ address: 'roles/Admin', shown: 3, total: 8 }]);
  expect(report.holders.filter(({ ways }) => ways.some(({ within }) => !within))).toHaveLength(3);
});

it('names what the token may not see instead of leaving it out', async () => {
  await apply();
  scene().proxy.chooseFault = ({ path }) => (/\/roles\/[^/]+\/users/.test(path) ? 'quoted' : undefined);
  const report = await askWho('roles/Admin', '--live');
  expect(report.unseen.map(({ what }) => what)).toContain('people with a role');
});

it('does not take what it could not look for as not there', async () => {
  await apply();
  scene().proxy.chooseFault = ({ path }) => (/\/roles\?/.test(path) ? 'quoted' : undefined);
  const { code, stderr } = await scene().run(['who', 'roles/Admin', '--live'], env);
  expect(code).toBe(1);
  expect(stderr).toContain('error[subscription-lacks]');
});

it('shows no secret in any form', async () => {
  await apply();
  for (const format of ['text', 'markdown', 'json'])
    for (const address of ['users/ada@acme.test', 'clients/Portal', 'connections/db', 'roles/Admin'])
      for (const source of [[], ['--live']]) {
        const { code, stdout, stderr } = await scene().run(['who', address, ...source, '--format', format], env);
        expect({ address, code, leaks: findLeaks(stdout + stderr, [SECRET]) }).toEqual({ address, code: 0, leaks: [] });
      }
});

it('refuses an unknown address with the one that is meant', async () => {
  const { code, stdout, stderr } = await scene().run(['who', 'roles/Admn'], env);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('error[usage]');
  expect(stderr).toContain('"roles/Admin"');
});

it('is a document of its schema', async () => {
  await apply();
  for (const args of [['clients/Robot'], ['organizations/acme'], ['roles/Admin', '--live', '--limit', '1']])
    expect(findRefusals('who', await askWho(...args))).toEqual([]);
});

it('shows in every report of a plan who has a role that the plan changes', async () => {
  await apply();
  scene().write('tenant.yaml', TENANT.replace('permission_name: "read:orders"', 'permission_name: "write:orders"'));
  const { stdout } = await scene().run(['plan', '--format', 'json'], env);
  const plan = JSON.parse(stdout);
  expect(findRefusals('plan', plan)).toEqual([]);
  expect(plan.holders).toEqual([
    {
      role: 'roles/Admin',
      holders: [{ address: 'users/db|ada@acme.test' }, { address: 'users/db|bob@acme.test', within: ['acme'] }],
      total: 2,
    },
  ]);
  for (const format of ['text', 'markdown', 'html'])
    expect((await scene().run(['plan', '--format', format], env)).stdout).toMatch(/ada@acme\.test[\s\S]*bob@acme\.test in acme/);
});
