import { beforeEach, describe, expect, it } from 'vitest';
import { fetchAll } from '../../src/fetcher/fetch-snapshot.ts';
import { toJsonObject } from '../../src/model/json/json-value.ts';
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
