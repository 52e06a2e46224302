import { expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';

const DEFINITION = `
resourceServers:
  - identifier: https://orders.test
    name: Orders
    scopes: [{ value: read:orders }]
clients:
  - name: Shop
    app_type: spa
  - name: Jobs
    app_type: non_interactive
clientGrants:
  - client_id: Jobs
    audience: https://orders.test
    scope: [read:orders]
roles:
  - name: clerk
    permissions: [{ resource_server_identifier: https://orders.test, permission_name: read:orders }]
  - name: guest
`;
const scene = setUpCliScene({ 'tenant.yaml': DEFINITION });

const planOnly = async (...args: readonly string[]) => {
  const { stdout } = await scene().run(['plan', '--format', 'json', ...args]);
  const { operations, ...plan } = JSON.parse(stdout);
  return { ...plan, addresses: [...new Set(operations.map(({ address }: { address: string }) => address))].sort() };
};

it('--only plans a resource and what it needs and the tenant lacks, and says what is left out', async () => {
  const plan = await planOnly('--only', 'roles/clerk');
  expect(plan.addresses).toEqual(['resourceServers/https://orders.test', 'roles/clerk']);
  expect(plan.selection).toEqual({
    only: ['roles/clerk'],
    required: ['resourceServers/https://orders.test'],
    leftOut: [
      { type: 'clients', count: 2, names: ['Jobs', 'Shop'] },
      { type: 'clientGrants', count: 1, names: ['Jobs|https://orders.test'] },
      { type: 'roles', count: 1, names: ['guest'] },
    ],
  });
});

it('a needed resource that exists is not changed, unless it lacks the item that is needed', async () => {
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
  scene().write(
    'tenant.yaml',
    DEFINITION.replace('name: Orders', 'name: Other').replace('- name: guest', '- name: guest\n    description: x'),
  );
  expect((await planOnly('--only', 'roles/clerk')).addresses).toEqual([]);
  const more = DEFINITION.replaceAll('read:orders', 'write:orders');
  scene().write('tenant.yaml', more);
  expect((await planOnly('--only', 'roles/clerk')).addresses).toEqual(['resourceServers/https://orders.test', 'roles/clerk']);
});

it('only what the selected resources need is read', async () => {
  const before = scene().emulator.requests().length;
  expect((await planOnly('--only', 'clients/Shop')).addresses).toEqual(['clients/Shop']);
  const paths = scene()
    .emulator.requests()
    .slice(before)
    .map(({ path }) => path.replace(/\?.*/, ''));
  expect(new Set(paths.filter((path) => !path.includes('oauth')))).toEqual(new Set(['/api/v2/clients']));
});

it('a saved plan of some resources is applied exactly, and the rest stays', async () => {
  expect((await scene().run(['plan', '--only', 'roles/*', '--out', 'plan.json'])).code).toBe(0);
  const applied = await scene().run(['apply', '--plan', 'plan.json', '--yes', '--format', 'json']);
  expect(applied.code).toBe(0);
  expect(JSON.parse(applied.stdout)).toMatchObject({ only: ['roles/*'] });
  expect((await planOnly()).addresses).toEqual(['clientGrants/Jobs|https://orders.test', 'clients/Jobs', 'clients/Shop']);
  expect((await scene().run(['plan', '--only', 'roles/*', '--detailed-exitcode'])).code).toBe(0);
});

it('prune deletes nothing outside of the selection', async () => {
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
  scene().write(
    'tenant.yaml',
    'reconcile: { prune: [roles, clients], limits: { delete: 100% } }\nclients: [{ name: Shop }]\nroles: [{ name: guest }]\n',
  );
  expect((await planOnly('--only', 'clients/Shop', '--only', 'roles/g*')).addresses).toEqual([]);
  expect((await planOnly('--only', 'roles/*')).addresses).toEqual(['roles/clerk']);
  expect((await planOnly('--only', 'roles/clerk')).addresses).toEqual(['roles/clerk']);
});

it('a declared absence outside of the selection deletes nothing', async () => {
  expect((await scene().run(['apply', '--yes'])).code).toBe(0);
  scene().write('tenant.yaml', 'clients: [{ name: Shop, $absent: true }]\nroles: [{ name: guest, $absent: true }]\n');
  expect((await planOnly('--only', 'roles/guest')).addresses).toEqual(['roles/guest']);
});

it.each(['clients/Shpo', 'roles/x*', 'client/Shop', 'nothing'])(
  '--only %s matches nothing: an error, and nothing is sent',
  async (pattern) => {
    const planned = await scene().run(['apply', '--yes', '--only', pattern]);
    expect(planned.code).toBe(1);
    expect(planned.stderr).toContain('error[selection-empty]');
    expect(scene().listWrites()).toEqual([]);
  },
);

it('a mistyped address is suggested', async () => {
  expect((await scene().run(['plan', '--only', 'clients/Shpo'])).stderr).toContain('clients/Shop');
});
