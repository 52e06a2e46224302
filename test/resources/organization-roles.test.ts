import { beforeEach, describe, expect, it } from 'vitest';
import { toJsonObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const ANN = { name: 'Ann', email: 'ann@acme.test', user_id: 'auth0|ann' };
const OWNERS = 'organizations: [{ name: harbor }, { name: shipyard }]';
beforeEach(() => tenant().emulator.reset());

async function applyText(text: string): Promise<readonly string[]> {
  const { definition } = await loadOrThrow(text);
  const { plan } = await tenant().applyDefinition(definition);
  expect(listChanges(await tenant().plan(definition))).toEqual([]);
  return plan.operations.map(({ id }) => id);
}

/** All roles as the tenant lists them without a filter: owner and name. */
async function listRoles(): Promise<readonly string[]> {
  const ann = tenant().emulator.asPerson(ANN);
  const [roles, owners] = await Promise.all(['/roles', '/organizations'].map((path) => ann.request('GET', path)));
  const rows = [roles?.body, owners?.body].map((body) => (Array.isArray(body) ? body.map(toJsonObject) : []));
  const names = new Map(rows[1]?.map(({ id, name }) => [id, name]));
  return (rows[0] ?? []).map(({ owner_id: owner, name }) => `${names.get(owner ?? null) ?? 'tenant'} ${name}`).sort();
}

describe('roles of a tenant and of its organizations', () => {
  const ALL = `
${OWNERS}
roles: [{ name: Pilot, description: Steers }]
organizationRoles:
  - { organization: harbor, name: Pilot, description: Steers }
  - { organization: shipyard, name: Pilot, description: Steers }
`;

  it('can have one name', async () => {
    await applyText(ALL);
    expect(await listRoles()).toEqual(['harbor Pilot', 'shipyard Pilot', 'tenant Pilot']);
  });

  it('change one by one', async () => {
    await applyText(ALL);
    const changed = ALL.replace('shipyard, name: Pilot, description: Steers', 'shipyard, name: Pilot, description: Builds');
    expect(await applyText(changed)).toEqual(['update organizationRoles/shipyard|Pilot']);
  });

  it('are pruned one kind at a time', async () => {
    await applyText(ALL);
    expect(await applyText('reconcile: { prune: [roles] }\nroles: [{ name: Guest }]')).toEqual([
      'create roles/Guest',
      'delete roles/Pilot',
    ]);
    expect(await listRoles()).toEqual(['harbor Pilot', 'shipyard Pilot', 'tenant Guest']);
    const kept = `reconcile: { prune: [organizationRoles] }\n${OWNERS}\norganizationRoles: [{ organization: harbor, name: Pilot }]`;
    expect(await applyText(kept)).toEqual(['delete organizationRoles/shipyard|Pilot']);
    expect(await listRoles()).toEqual(['harbor Pilot', 'tenant Guest']);
  });

  it('are renamed in their organization', async () => {
    await applyText(ALL);
    const renamed = ALL.replace('harbor, name: Pilot', 'harbor, name: Captain, $renamed_from: "harbor|Pilot"');
    expect(await applyText(renamed)).toEqual(['update organizationRoles/harbor|Captain']);
  });
});

it('a role cannot move to another organization', async () => {
  await applyText(`${OWNERS}\norganizationRoles: [{ organization: harbor, name: Pilot }]`);
  const { definition } = await loadOrThrow(
    `${OWNERS}\norganizationRoles: [{ organization: shipyard, name: Pilot, $renamed_from: "harbor|Pilot" }]`,
  );
  const { problems } = await tenant().tryPlan(definition);
  expect(problems).toMatchObject([{ code: 'create-only-changed', place: { address: 'organizationRoles/shipyard|Pilot' } }]);
});

it('an organization is there before its roles, and goes after them', async () => {
  expect(await applyText(`${OWNERS}\norganizationRoles: [{ organization: harbor, name: Pilot }]`)).toEqual([
    'create organizations/harbor',
    'create organizations/shipyard',
    'create organizationRoles/harbor|Pilot',
  ]);
  const nothing =
    'reconcile: { prune: [organizations, organizationRoles] }\norganizations: [{ name: shipyard }]\norganizationRoles: []';
  expect(await applyText(nothing)).toEqual(['delete organizationRoles/harbor|Pilot', 'delete organizations/harbor']);
});
