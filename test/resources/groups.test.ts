import { beforeEach, describe, expect, it } from 'vitest';
import { fetchAll } from '../../src/fetcher/fetch-snapshot.ts';
import { isObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { findProblemCodes, loadOrThrow } from '../loader/load-helpers.ts';
import { exportSnapshot } from '../support/export-snapshot.ts';
import { buildRestoreDefinition, MemoryJournal } from '../support/restore-definition.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
beforeEach(() => tenant().emulator.reset());

const buildDirectoryYaml = (rest: string): string => `
connections:
  - name: corp
    strategy: google-apps
    options: { domain: acme.test, api_enable_users: true, api_enable_groups: true }
    ${rest}
`;
const SELECTED = 'directory_provisioning_configuration: { synchronize_groups: selected }';
const DIRECTORY = buildDirectoryYaml(`${SELECTED}\n    synchronized_groups: [{ id: sales }, { id: ops }]`);
const SALES = '{ connection: corp, name: sales }';
const OPS = '{ connection: corp, name: ops }';
const buildRolesYaml = (groups: string): string => `roles: [{ name: Pilot, groups: [${groups}] }]`;

async function applyText(text: string): Promise<readonly string[]> {
  const { definition } = await loadOrThrow(text);
  const { plan } = await tenant().applyDefinition(definition);
  expect(listChanges(await tenant().plan(definition))).toEqual([]);
  return plan.operations.map(({ id }) => id);
}

const listWrites = (from: number): readonly string[] =>
  tenant()
    .listWrites(from)
    .map(({ method, path }) => `${method} ${path}`);

describe('the groups of a role', () => {
  it('are given and taken by their connection and name', async () => {
    await applyText(DIRECTORY);
    expect(await applyText(buildRolesYaml(`${SALES}, ${OPS}`))).toEqual(['create roles/Pilot', 'link roles/Pilot groups']);
    expect(await applyText(buildRolesYaml(OPS))).toEqual(['unlink roles/Pilot groups']);
    expect(await applyText(buildRolesYaml(''))).toEqual(['unlink roles/Pilot groups']);
  });

  it('stay where a definition does not name them', async () => {
    await applyText(DIRECTORY);
    await applyText(buildRolesYaml(SALES));
    expect(await applyText('roles: [{ name: Pilot, description: Steers }]')).toEqual(['update roles/Pilot']);
    expect(await applyText(buildRolesYaml(SALES))).toEqual([]);
  });

  it('must exist', async () => {
    await applyText(DIRECTORY);
    const { definition } = await loadOrThrow(buildRolesYaml('{ connection: corp, name: nobody }'));
    expect((await tenant().tryPlan(definition)).problems).toMatchObject([
      { code: 'dangling-reference', place: { address: 'roles/Pilot', pointer: '/groups/0' } },
    ]);
  });

  it('come back with a role that was deleted', async () => {
    await applyText(DIRECTORY);
    await applyText(buildRolesYaml(`${SALES}, ${OPS}`));
    const { definition } = await loadOrThrow('reconcile: { prune: [roles], limits: { delete: 5 } }\nroles: []');
    const journal = new MemoryJournal();
    await tenant().apply(await tenant().plan(definition), definition, { journal });
    if (!journal.state) throw new Error('no state before');
    const restored = await buildRestoreDefinition(tenant(), journal.state, new Map());
    const { plan } = await tenant().applyDefinition(restored.definition);
    expect(listChanges(plan).map(({ id }) => id)).toEqual(['create roles/Pilot', 'link roles/Pilot groups']);
    expect(await applyText(buildRolesYaml(`${SALES}, ${OPS}`))).toEqual([]);
  });
});

describe('groups', () => {
  it('are never declared', async () => {
    expect(await findProblemCodes(`groups: [${SALES}]`)).toEqual(['unknown-type 1:1']);
  });

  it('are exported as references only', async () => {
    await applyText(`${DIRECTORY}\nroles: []`);
    await applyText(buildRolesYaml(SALES));
    const snapshot = await fetchAll(tenant().api, CATALOGUE);
    if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error));
    const text = exportSnapshot(snapshot.value)
      .files.map(({ content }) => content)
      .join('\n');
    expect(text).toMatch(/^ +groups:\n +- connection: corp\n +name: sales$/m);
    expect(text).not.toMatch(/^groups:/m);
  });

  it('are asked for once where there are none, and no role is asked for its own', async () => {
    await applyText('roles: [{ name: Pilot }, { name: Guest }]');
    const from = tenant().listRequests().length;
    expect((await fetchAll(tenant().api, CATALOGUE)).ok).toBe(true);
    const paths = tenant()
      .listRequests(from)
      .map(({ path }) => path.replace(/\?.*/, ''));
    expect(paths.filter((path) => path.endsWith('/groups'))).toEqual(['/api/v2/groups']);
  });
});

describe('the groups that a directory synchronizes', () => {
  it('are selected after the directory is set to selected ones, and removed before it is not', async () => {
    expect(await applyText(DIRECTORY)).toEqual([
      'create connections/corp',
      'link connections/corp directory_provisioning_configuration',
      'link connections/corp synchronized_groups',
    ]);
    const all = 'directory_provisioning_configuration: { synchronize_groups: all }';
    expect(await applyText(buildDirectoryYaml(`${all}\n    synchronized_groups: []`))).toEqual([
      'unlink connections/corp synchronized_groups',
      'update connections/corp directory_provisioning_configuration',
    ]);
    expect(await applyText(DIRECTORY)).toEqual([
      'update connections/corp directory_provisioning_configuration',
      'link connections/corp synchronized_groups',
    ]);
    const none = 'directory_provisioning_configuration: null\n    synchronized_groups: []';
    expect(await applyText(buildDirectoryYaml(none))).toEqual([
      'unlink connections/corp synchronized_groups',
      'unlink connections/corp directory_provisioning_configuration',
    ]);
  });

  it('are compared by their id alone', async () => {
    await applyText(DIRECTORY);
    const [connection] = tenant()
      .listRequests()
      .flatMap(({ path }) => /connections\/(con_\w+)\//.exec(path)?.[1] ?? []);
    const path = `/connections/${connection}/directory-provisioning/synchronized-groups`;
    const ann = tenant().emulator.asPerson({ name: 'Ann', email: 'ann@acme.test' });
    const renamed = { groups: [{ id: 'sales', name: 'Sellers', direct_members_count: 7 }, { id: 'ops' }] };
    expect((await ann.request('PUT', path, renamed)).status).toBe(204);
    expect(await applyText(DIRECTORY)).toEqual([]);
  });

  it('are sent by the hundred', async () => {
    const ids = Array.from({ length: 230 }, (_, nth) => `{ id: g${nth} }`);
    const from = tenant().listRequests().length;
    await applyText(buildDirectoryYaml(`${SELECTED}\n    synchronized_groups: [${ids.join(', ')}]`));
    const sent = tenant()
      .listWrites(from)
      .filter(({ path }) => path.endsWith('/synchronized-groups'))
      .map(({ body }) => (isObject(body) ? JSON.stringify(body).match(/"id"/g)?.length : 0));
    expect(sent).toEqual([100, 100, 30]);
    const less = tenant().listRequests().length;
    await applyText(DIRECTORY);
    expect(listWrites(less).map((write) => write.replace(/con_\w+/, 'x'))).toEqual([
      ...Array.from({ length: 3 }, () => 'DELETE /api/v2/connections/x/directory-provisioning/synchronized-groups'),
      'POST /api/v2/connections/x/directory-provisioning/synchronized-groups',
    ]);
  });

  it('belong to Google Workspace only', async () => {
    const text = 'connections: [{ name: corp, strategy: oidc, synchronized_groups: [{ id: a }] }]';
    const { definition } = await loadOrThrow(text);
    expect((await tenant().tryPlan(definition)).problems).toMatchObject([
      { code: 'unknown-field', place: { address: 'connections/corp', pointer: '/synchronized_groups' } },
    ]);
  });
});
