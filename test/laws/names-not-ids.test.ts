import { beforeEach, describe, expect, it } from 'vitest';
import { listTargetTypes } from '../../src/fetcher/need/referenced-types.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { getLiveResources } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { fetchWholeSnapshot } from '../support/export-snapshot.ts';
import { pickSample } from '../support/run-size.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const API = 'https://orders.quay.test/';
const everything = { kind: 'share', percent: 100 } as const;

/** A tenant in which everything that can be linked is linked. */
const createLinkedDefinition = () =>
  createDefinition([
    declareResource('resourceServers', { identifier: API, name: 'Orders', scopes: [{ value: 'read' }] }),
    declareResource('clients', { name: 'Desk', grant_types: ['authorization_code', 'client_credentials'] }),
    declareResource('clientGrants', { client_id: 'Desk', audience: API, scope: ['read'], organization_usage: 'allow' }),
    declareResource('connections', { name: 'staff', strategy: 'email' }, { relations: { enabled_clients: ['Desk'] } }),
    declareResource(
      'roles',
      { name: 'clerk' },
      { relations: { permissions: [{ resource_server_identifier: API, permission_name: 'read' }] } },
    ),
    declareResource(
      'organizations',
      { name: 'quay', display_name: 'Quay' },
      {
        relations: {
          connections: [{ name: 'staff', show_as_button: true }],
          client_grants: [{ client_id: 'Desk', audience: API }],
        },
      },
    ),
  ]);

const KEYS: Readonly<Record<string, object>> = {
  connections: { name: 'staff', strategy: 'email' },
  roles: { name: 'clerk' },
  organizations: { name: 'quay' },
};

beforeEach(async () => {
  tenant().emulator.reset();
  await tenant().applyDefinition(createLinkedDefinition());
});

const RELATIONS = CATALOGUE.all
  .flatMap((type) => type.relations.map(({ field }) => ({ type: type.type, field })))
  .filter(({ type }) => KEYS[type] !== undefined);

/** Texts of a plan that name something of the tenant. */
async function findIds(text: string): Promise<readonly string[]> {
  const snapshot = await fetchWholeSnapshot(tenant().api);
  const ids = CATALOGUE.collections.flatMap(({ type }) => getLiveResources(snapshot, type).map(({ id }) => id));
  return ids.filter((id) => text.includes(id));
}

describe.each(pickSample(RELATIONS, 4, 'relation names'))('$type $field', ({ type, field }) => {
  it('that is emptied by a definition of nothing else is shown by names', async () => {
    const definition = createDefinition([
      declareResource(type, JSON.parse(JSON.stringify(KEYS[type])), { relations: { [field]: [] } }),
    ]);
    const plan = await tenant().plan(definition);
    const shown = listChanges(plan).map(({ id, address, changes, why }) => ({ id, address, changes, why }));
    expect(await findIds(JSON.stringify(shown))).toEqual([]);
  });
});

it.each([[[]], [['roles']], [['organizations']]])('what goes in the same plan is shown by names: %j stays', async (kept) => {
  const types = CATALOGUE.all.map(({ type }) => type).filter((type) => !kept.includes(type));
  const policy = { prune: types, limits: { delete: everything, update: everything } };
  const plan = await tenant().plan(createDefinition([], policy, types));
  const shown = listChanges(plan).map(({ id, address, changes, why }) => ({ id, address, changes, why }));
  expect(shown.length).toBeGreaterThan(3);
  expect(await findIds(JSON.stringify(shown))).toEqual([]);
});

it('types whose ids a list may hold are read where it is emptied', () => {
  const organizations = CATALOGUE.get('organizations');
  expect(organizations && listTargetTypes(organizations)).toEqual(
    expect.arrayContaining(['connections', 'clientGrants', 'clients']),
  );
});
