import { beforeEach, expect, test } from 'vitest';
import type { FetchEvent } from '../../src/fetcher/fetch-events.ts';
import { fetchAll } from '../../src/fetcher/fetch-snapshot.ts';
import { getLiveResources, type Snapshot } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';
import { createObject } from './fill-tenant.ts';

const tenant = setUpTenantPipeline();
const API = 'https://api.acme.test/';
const BY_GRANT = '/client-grants/*/organizations';
const BY_ORGANIZATION = '/organizations/*/client-grants';
const BY_CLIENT = '/clients/*/connections';
const BY_CONNECTION = '/connections/*/clients';

beforeEach(() => {
  tenant().emulator.setFaults([]);
  tenant().emulator.reset();
});

/** Reads everything, and counts the reads of one relation. */
async function fetchCounted(
  type: string,
): Promise<{ readonly snapshot: Snapshot; readonly by: readonly string[]; readonly counts: Readonly<Record<string, number>> }> {
  const from = tenant().listRequests().length;
  const events: FetchEvent[] = [];
  const fetched = await fetchAll(tenant().api, CATALOGUE, (event) => events.push(event), [type]);
  if (!fetched.ok) throw new Error(JSON.stringify(fetched.error));
  const paths = tenant()
    .listRequests(from)
    .map(({ path }) => path.replace(/^\/api\/v2(\/[^/?]+)\/[^/?]+\//, '$1/*/').replace(/\?.*$/, ''));
  const count = (wanted: string): number => paths.filter((path) => path === wanted).length;
  const wanted = [BY_GRANT, BY_ORGANIZATION, BY_CLIENT, BY_CONNECTION];
  const by = events.flatMap((event) =>
    event.kind === 'related' && event.by !== undefined ? [`${event.field} by ${event.by}`] : [],
  );
  return { snapshot: fetched.value, by, counts: Object.fromEntries(wanted.map((path) => [path, count(path)])) };
}

const getRelation = (snapshot: Snapshot, type: string, field: string) =>
  Object.fromEntries(getLiveResources(snapshot, type).map(({ body, relations }) => [body.name, relations[field]]));

/** One grant beside the emulator's own, and more organizations than grants. Every second one has the grant. */
async function fillOrganizations(grant: object = {}): Promise<string> {
  await createObject(tenant().api, '/resource-servers', { identifier: API, name: 'API' });
  const client = await createObject(tenant().api, '/clients', { name: 'Importer' });
  const body = { client_id: client, audience: API, scope: [], organization_usage: 'allow', ...grant };
  const id = await createObject(tenant().api, '/client-grants', body);
  for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) {
    const organization = await createObject(tenant().api, '/organizations', { name });
    if (name.length === 3) await createObject(tenant().api, `/organizations/${organization}/client-grants`, { grant_id: id });
  }
  return id;
}

test('grants of organizations are read by grant where there are fewer grants, and the snapshot is the same', async () => {
  const id = await fillOrganizations();
  const byGrant = await fetchCounted('organizations');
  expect(byGrant.counts).toMatchObject({
    [BY_GRANT]: getLiveResources(byGrant.snapshot, 'clientGrants').length,
    [BY_ORGANIZATION]: 0,
  });
  expect(getRelation(byGrant.snapshot, 'organizations', 'client_grants')).toMatchObject({
    one: [{ id }],
    three: [],
    six: [{ id }],
  });
  tenant().emulator.setFaults([{ method: 'GET', path: `/client-grants/${id}/organizations`, fault: { status: 404 } }]);
  expect(byGrant.by).toEqual(['client_grants by clientGrants']);
  const byOrganization = await fetchCounted('organizations');
  expect(byOrganization.counts).toMatchObject({ [BY_ORGANIZATION]: 6 });
  expect(byOrganization.by).toEqual([]);
  expect(byOrganization.snapshot).toEqual(byGrant.snapshot);
});

test('with a grant for any organization, each organization is asked', async () => {
  const id = await fillOrganizations({ allow_any_organization: true });
  const { snapshot, counts } = await fetchCounted('organizations');
  expect(counts).toMatchObject({ [BY_GRANT]: 0, [BY_ORGANIZATION]: 6 });
  expect(getRelation(snapshot, 'organizations', 'client_grants')).toMatchObject({ one: [{ id }], three: [], six: [{ id }] });
});

test('clients of connections are read by client where there are fewer clients, and the snapshot is the same', async () => {
  const { length } = (
    await tenant().emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' }).request('GET', '/clients')
  ).body as readonly unknown[];
  for (let n = 0; n <= length; n++) await createObject(tenant().api, '/connections', { name: `c-${n}`, strategy: 'auth0' });
  const client = await createObject(tenant().api, '/clients', { name: 'Shop' });
  const few = await fetchCounted('connections');
  expect(few.counts[BY_CONNECTION]).toBe(0);
  expect(few.counts[BY_CLIENT]).toBeGreaterThan(0);
  expect(getRelation(few.snapshot, 'connections', 'enabled_clients')['c-0']).toContainEqual({ client_id: client });
  tenant().emulator.setFaults([{ method: 'GET', path: `/clients/${client}/connections`, fault: { status: 403 } }]);
  const byConnection = await fetchCounted('connections');
  expect(byConnection.counts[BY_CONNECTION]).toBeGreaterThan(length);
  expect(byConnection.snapshot).toEqual(few.snapshot);
});

test.each([402, 403, 404, 501])(
  'a relation that the first and the last resource refuse with %i is not asked of the others',
  async (status) => {
    await fillOrganizations();
    tenant().emulator.setFaults([{ method: 'GET', path: '/organizations/{id}/clients', fault: { status } }]);
    const from = tenant().listRequests().length;
    const fetched = await fetchAll(tenant().api, CATALOGUE, () => {}, ['organizations']);
    expect(
      tenant()
        .listRequests(from)
        .filter(({ path }) => /organizations\/[^/]+\/clients/.test(path)),
    ).toHaveLength(2);
    const live = fetched.ok ? fetched.value.types.organizations : undefined;
    expect(live?.status === 'read' ? live.refused : []).toHaveLength(6);
  },
);

test('a relation that one resource refuses is read of all others', async () => {
  await fillOrganizations();
  const [first] = getLiveResources((await fetchCounted('organizations')).snapshot, 'organizations');
  tenant().emulator.setFaults([{ method: 'GET', path: `/organizations/${first?.id}/clients`, fault: { status: 404 } }]);
  const { snapshot } = await fetchCounted('organizations');
  expect(getLiveResources(snapshot, 'organizations').filter(({ relations }) => relations.clients)).toHaveLength(5);
});
