import { beforeEach, describe, expect, it } from 'vitest';
import { fetchAll } from '../../src/fetcher/fetch-snapshot.ts';
import { isArray, type JsonObject, toJsonObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { getLiveResources } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { exportSnapshot } from '../support/export-snapshot.ts';
import { buildRestoreDefinition, MemoryJournal } from '../support/restore-definition.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const ANN = { name: 'Ann', email: 'ann@acme.test', user_id: 'auth0|ann' };
const OWNERS = 'organizations: [{ name: harbor }, { name: shipyard }]';
const DIRECTORY = `
connections:
  - name: corp
    strategy: google-apps
    options: { domain: acme.test, api_enable_users: true, api_enable_groups: true }
    directory_provisioning_configuration: { synchronize_groups: selected }
    synchronized_groups: [{ id: sales }, { id: ops }]
`;
const SALES = '{ connection: corp, name: sales }';
const OPS = '{ connection: corp, name: ops }';
const buildRole = (organization: string, groups: string): string =>
  `{ organization: ${organization}, name: Pilot, groups: [${groups}] }`;
const buildRoles = (...roles: readonly string[]): string => `${OWNERS}\norganizationRoles: [${roles.join(', ')}]`;

beforeEach(async () => {
  tenant().emulator.reset();
  await applyText(DIRECTORY);
});

async function applyText(text: string): Promise<readonly string[]> {
  const { definition } = await loadOrThrow(text);
  const { plan } = await tenant().applyDefinition(definition);
  expect(listChanges(await tenant().plan(definition))).toEqual([]);
  return plan.operations.map(({ id }) => id);
}

/** The groups of each organization role, by owner, name and names of the groups. */
async function listGroups(): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const snapshot = await fetchAll(tenant().api, CATALOGUE);
  if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error));
  const owners = new Map(getLiveResources(snapshot.value, 'organizations').map(({ id, body }) => [id, body.name]));
  return Object.fromEntries(
    getLiveResources(snapshot.value, 'organizationRoles').map(({ body, relations }) => [
      `${owners.get(String(body.organization))} ${body.name}`,
      (relations.groups ?? []).map((group) => toJsonObject(group).name).sort(),
    ]),
  );
}

describe('the groups of an organization role', () => {
  it('are given once the role is there, one request a group, and taken by their names', async () => {
    const from = tenant().listRequests().length;
    expect(await applyText(buildRoles(buildRole('harbor', `${SALES}, ${OPS}`), buildRole('shipyard', OPS)))).toEqual([
      'create organizations/harbor',
      'create organizations/shipyard',
      'create organizationRoles/harbor|Pilot',
      'link organizationRoles/harbor|Pilot groups',
      'create organizationRoles/shipyard|Pilot',
      'link organizationRoles/shipyard|Pilot groups',
    ]);
    const given = tenant()
      .listWrites(from)
      .filter(({ path }) => path.endsWith('/roles') && path.includes('/groups/'));
    expect(given).toHaveLength(3);
    expect(given[0]?.body).toEqual({ roles: [expect.stringMatching(/^rol_/)] });
    expect(await listGroups()).toEqual({ 'harbor Pilot': ['ops', 'sales'], 'shipyard Pilot': ['ops'] });

    expect(await applyText(buildRoles(buildRole('harbor', OPS)))).toEqual(['unlink organizationRoles/harbor|Pilot groups']);
    expect(await listGroups()).toEqual({ 'harbor Pilot': ['ops'], 'shipyard Pilot': ['ops'] });
    expect(await applyText(buildRoles(buildRole('harbor', '')))).toEqual(['unlink organizationRoles/harbor|Pilot groups']);
    expect(await listGroups()).toEqual({ 'harbor Pilot': [], 'shipyard Pilot': ['ops'] });
  });

  it('stay where a definition does not name them', async () => {
    await applyText(buildRoles(buildRole('harbor', SALES)));
    expect(await applyText(`${OWNERS}\norganizationRoles: [{ organization: harbor, name: Pilot, description: Steers }]`)).toEqual(
      ['update organizationRoles/harbor|Pilot'],
    );
    expect(await listGroups()).toEqual({ 'harbor Pilot': ['sales'] });
  });

  it('must exist', async () => {
    const { definition } = await loadOrThrow(buildRoles(buildRole('harbor', '{ connection: corp, name: nobody }')));
    expect((await tenant().tryPlan(definition)).problems).toMatchObject([
      { code: 'dangling-reference', place: { address: 'organizationRoles/harbor|Pilot', pointer: '/groups/0' } },
    ]);
  });

  it('that changed since the plan refuse it', async () => {
    await applyText(buildRoles(buildRole('harbor', SALES)));
    const { definition } = await loadOrThrow(buildRoles(buildRole('harbor', OPS)));
    const plan = await tenant().plan(definition);
    const snapshot = await fetchAll(tenant().api, CATALOGUE);
    if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error));
    const [role] = getLiveResources(snapshot.value, 'organizationRoles');
    const group = toJsonObject(role?.relations.groups?.[0] ?? null);
    const path = `/organizations/${role?.body.organization}/groups/${group.id}/roles`;
    expect(
      (
        await tenant()
          .emulator.asPerson(ANN)
          .request('DELETE', path, { roles: [role?.id ?? ''] })
      ).status,
    ).toBe(204);
    const result = await tenant().apply(plan, definition);
    expect(JSON.stringify(result)).toContain('plan-stale');
  });

  it('come back with a role that was deleted', async () => {
    const text = buildRoles(buildRole('harbor', `${SALES}, ${OPS}`));
    await applyText(text);
    const { definition } = await loadOrThrow(
      `${OWNERS}\nreconcile: { prune: [organizationRoles], limits: { delete: 5 } }\norganizationRoles: []`,
    );
    const journal = new MemoryJournal();
    await tenant().apply(await tenant().plan(definition), definition, { journal });
    if (!journal.state) throw new Error('no state before');
    expect(await listGroups()).toEqual({});
    const restored = await buildRestoreDefinition(tenant(), journal.state, new Map());
    const { plan } = await tenant().applyDefinition(restored.definition);
    expect(listChanges(plan).map(({ id }) => id)).toEqual([
      'create organizationRoles/harbor|Pilot',
      'link organizationRoles/harbor|Pilot groups',
    ]);
    expect(await applyText(text)).toEqual([]);
  });

  it('are exported by their connection and name', async () => {
    await applyText(buildRoles(buildRole('harbor', SALES)));
    const snapshot = await fetchAll(tenant().api, CATALOGUE);
    if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error));
    const text = exportSnapshot(snapshot.value)
      .files.map(({ content }) => content)
      .join('\n');
    expect(text).toMatch(/^ +groups:\n +- connection: corp\n +name: sales$/m);
  });
});

describe('the roles of the tenant that groups have in an organization', () => {
  const PAIR = '{ group: corp|sales, role: Viewer }';
  const buildHarbor = (pairs: string): string =>
    `organizations: [{ name: harbor, group_roles: [${pairs}] }]\nroles: [{ name: Viewer }, { name: Editor }]`;

  /** What the API has: the names of a group's roles in the organization. */
  async function listRolesInside(group: string): Promise<readonly unknown[]> {
    const ann = tenant().emulator.asPerson(ANN);
    const ask = async (path: string, list: string): Promise<readonly JsonObject[]> => {
      const { body } = await ann.request('GET', path);
      const items = isArray(body) ? body : toJsonObject(body)[list];
      return isArray(items) ? items.map(toJsonObject) : [];
    };
    const [harbor] = (await ask('/organizations', 'organizations')).filter(({ name }) => name === 'harbor');
    const found = (await ask('/groups?take=50', 'groups')).find(({ name }) => name === group);
    const roles = await ask(`/organizations/${harbor?.id}/groups/${found?.id}/roles?take=50`, 'roles');
    return roles.map(({ type, name }) => `${type} ${name}`).sort();
  }

  it('are given once the role is there, and taken', async () => {
    expect(
      await applyText(buildHarbor(`${PAIR}, { group: corp|ops, role: Editor }, { group: corp|sales, role: Editor }`)),
    ).toEqual([
      'create roles/Viewer',
      'create roles/Editor',
      'create organizations/harbor',
      'link organizations/harbor group_roles',
    ]);
    expect(await listRolesInside('sales')).toEqual(['tenant Editor', 'tenant Viewer']);
    expect(await listRolesInside('ops')).toEqual(['tenant Editor']);
    expect(await applyText(buildHarbor(PAIR))).toEqual(['unlink organizations/harbor group_roles']);
    expect(await listRolesInside('sales')).toEqual(['tenant Viewer']);
    expect(await listRolesInside('ops')).toEqual([]);
    expect(await applyText('organizations: [{ name: harbor, display_name: Harbor }]')).toEqual(['update organizations/harbor']);
    expect(await listRolesInside('sales')).toEqual(['tenant Viewer']);
    expect(await applyText(buildHarbor(''))).toEqual(['unlink organizations/harbor group_roles']);
    expect(await listRolesInside('sales')).toEqual([]);
  });

  it('are shown by their names', async () => {
    await applyText(buildHarbor(PAIR));
    const { definition } = await loadOrThrow(buildHarbor('{ group: corp|ops, role: Viewer }'));
    const { operations } = await tenant().plan(definition);
    expect(operations.flatMap(({ changes }) => changes)).toMatchObject([
      { op: 'remove', before: { group: 'corp|sales', role: 'Viewer' } },
      { op: 'add', after: { group: 'corp|ops', role: 'Viewer' } },
    ]);
  });

  it('cost the requests that the plan announces', async () => {
    await applyText(buildHarbor(`${PAIR}, { group: corp|ops, role: Editor }, { group: corp|sales, role: Editor }`));
    const { definition } = await loadOrThrow(buildHarbor(PAIR));
    const { plan, result } = await tenant().applyDefinition(definition);
    expect(result.requests).toEqual(plan.cost);
    expect(plan.cost).toEqual({ reads: 3, writes: 2 });
  });

  it('do not mix with roles of the organization, even of one name', async () => {
    const own = `organizationRoles: [{ organization: harbor, name: Viewer, groups: [${SALES}] }]`;
    await applyText(`${buildHarbor(PAIR)}\n${own}`);
    expect(await listRolesInside('sales')).toEqual(['organization Viewer', 'tenant Viewer']);
    expect(await applyText(`${buildHarbor('')}\n${own}`)).toEqual(['unlink organizations/harbor group_roles']);
    expect(await listRolesInside('sales')).toEqual(['organization Viewer']);
    expect(await applyText(`${buildHarbor(PAIR)}\n${own.replace(SALES, '')}`)).toEqual([
      'link organizations/harbor group_roles',
      'unlink organizationRoles/harbor|Viewer groups',
    ]);
    expect(await listRolesInside('sales')).toEqual(['tenant Viewer']);
  });

  it('are taken before the role is deleted', async () => {
    await applyText(buildHarbor(PAIR));
    const without =
      'reconcile: { prune: [roles] }\norganizations: [{ name: harbor, group_roles: [] }]\nroles: [{ name: Editor }]';
    expect(await applyText(without)).toEqual(['unlink organizations/harbor group_roles', 'delete roles/Viewer']);
  });

  it.each([
    ['group', '{ group: corp|nobody, role: Viewer }'],
    ['role', '{ group: corp|sales, role: Nobody }'],
  ])('need a %s that exists', async (member, pair) => {
    const { definition } = await loadOrThrow(buildHarbor(pair));
    expect((await tenant().tryPlan(definition)).problems).toMatchObject([
      { code: 'dangling-reference', place: { address: 'organizations/harbor', pointer: `/group_roles/0/${member}` } },
    ]);
  });

  it('are exported by names, and the export changes nothing', async () => {
    await applyText(`${buildHarbor(PAIR)}\norganizationRoles: [{ organization: harbor, name: Pilot, groups: [${SALES}] }]`);
    const snapshot = await fetchAll(tenant().api, CATALOGUE);
    if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error));
    const [file, ...others] = exportSnapshot(snapshot.value).files;
    expect(others).toEqual([]);
    expect(file?.content).toMatch(/^ +group_roles:\n +- group: corp\|sales\n +role: Viewer$/m);
    expect(await applyText(file?.content ?? '')).toEqual([]);
  });

  it('come back with an organization that was deleted', async () => {
    await applyText(buildHarbor(PAIR));
    const { definition } = await loadOrThrow('reconcile: { prune: [organizations], limits: { delete: 5 } }\norganizations: []');
    const journal = new MemoryJournal();
    await tenant().apply(await tenant().plan(definition), definition, { journal });
    if (!journal.state) throw new Error('no state before');
    const restored = await buildRestoreDefinition(tenant(), journal.state, new Map());
    await tenant().applyDefinition(restored.definition);
    expect(await listRolesInside('sales')).toEqual(['tenant Viewer']);
    expect(await applyText(buildHarbor(PAIR))).toEqual([]);
  });
});
