import { beforeAll, expect, test } from 'vitest';
import type { FetchEvent } from '../../src/fetcher/fetch-events.ts';
import { fetchAll, fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { getLiveResources, type Snapshot } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { isLookedUp } from '../../src/resources/identity/keyed-lookups.ts';
import { countAllowedRequests } from '../support/allowed-requests.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { createEmulatorApi, setUpTenantPipeline } from '../support/tenant-pipeline.ts';
import { createObject, type FilledIds, fillTenant } from './fill-tenant.ts';

const tenant = setUpTenantPipeline();
const shuffled = setUpTenantPipeline({ shuffle: true });
let ids: FilledIds;
beforeAll(async () => {
  ids = await fillTenant(tenant().api);
});

/** What a definition makes the fetcher read, and with which requests. */
async function fetchResources(resources: readonly DeclaredResource[], types: readonly string[] = []) {
  const at = tenant();
  const from = at.listRequests().length;
  const snapshot = await at.takeSnapshot(createDefinition(resources, {}, types));
  return { snapshot, requests: at.listRequests(from).map(({ method, path }) => `${method} ${path.replace('/api/v2', '')}`) };
}

const listNames = (snapshot: Snapshot, type: string) => getLiveResources(snapshot, type).map(({ body }) => body.name);
const getRelationsByName = (snapshot: Snapshot, type: string) =>
  Object.fromEntries(getLiveResources(snapshot, type).map(({ body, relations }) => [String(body.name), relations]));

const NO_PERMISSIONS = { relations: { permissions: [] } };

test('a type costs one request, and comes in the order of its keys', async () => {
  const { snapshot, requests } = await fetchResources([], ['roles', 'clients']);
  expect(requests.sort()).toEqual(['GET /clients', 'GET /roles']);
  expect(listNames(snapshot, 'roles')).toEqual(['admin', 'guest']);
  expect(listNames(snapshot, 'clients').filter((name) => name === 'Shop' || name === 'Back Office')).toEqual([
    'Back Office',
    'Shop',
  ]);
  expect(Object.keys(snapshot.types)).toEqual(['clients', 'roles']);
  expect(getLiveResources(snapshot, 'roles').map(({ id }) => id)).toEqual([ids.admin, ids.guest]);
});

test('what stands in the same answer costs one request', async () => {
  const pages = ['password_reset', 'guardian_multifactor', 'error_page'].map((name) => declareResource('pages', { name }));
  const { snapshot, requests } = await fetchResources([declareResource('tenant', {}), ...pages]);
  expect(requests).toEqual(['GET /tenants/settings']);
  expect(listNames(snapshot, 'pages').length).toBe(3);
});

test('the snapshot tells the tenant and who is asking', async () => {
  const { snapshot, requests } = await fetchResources([]);
  expect(snapshot).toEqual({ tenant: tenant().emulator.domain, self: tenant().emulator.clientId, types: {} });
  expect(requests).toEqual([]);
});

test('a relation is read where somebody declares it and the resource is there', async () => {
  const { snapshot, requests } = await fetchResources([
    declareResource('roles', { name: 'admin' }, NO_PERMISSIONS),
    declareResource('roles', { name: 'guest' }),
    declareResource('roles', { name: 'not there' }, NO_PERMISSIONS),
  ]);
  expect(requests).toEqual(['GET /roles', `GET /roles/${ids.admin}/permissions`]);
  expect(getRelationsByName(snapshot, 'roles').guest).toEqual({});
  expect(getRelationsByName(snapshot, 'roles').admin?.permissions?.length).toBe(2);
});

test('a resource is recognised by the name that it had and by its id', async () => {
  const byName = await fetchResources([declareResource('roles', { name: 'boss' }, { ...NO_PERMISSIONS, renamedFrom: 'admin' })]);
  expect(byName.requests).toContain(`GET /roles/${ids.admin}/permissions`);
  const byId = await fetchResources([declareResource('roles', { name: 'admin' }, { ...NO_PERMISSIONS, pinnedId: ids.guest })]);
  expect(byId.requests).toEqual(['GET /roles', `GET /roles/${ids.guest}/permissions`]);
});

test('what is only referred to is listed, without its relations', async () => {
  const organization = declareResource('organizations', { name: 'acme' }, { relations: { connections: [{ name: 'db' }] } });
  const path = CATALOGUE.get('organizations')?.relations.find(({ field }) => field === 'connections')?.list.path;
  const { snapshot, requests } = await fetchResources([organization]);
  expect(requests.sort()).toEqual(['GET /connections', 'GET /organizations', `GET ${path?.replace('{id}', ids.acme)}`]);
  expect(getRelationsByName(snapshot, 'organizations').acme?.connections).toMatchObject([{ connection_id: ids.db }]);
});

test('what is known by others is in the order of their names', async () => {
  const { api } = tenant();
  const createGrant = (client_id: string) => createObject(api, '/client-grants', { client_id, audience: 'urn:api', scope: [] });
  const [shop, office] = [await createGrant(ids.shop), await createGrant(ids.office)];
  const { snapshot, requests } = await fetchResources([], ['clientGrants']);
  expect(requests.sort()).toEqual(['GET /client-grants', 'GET /clients']);
  const order = getLiveResources(snapshot, 'clientGrants').map(({ id }) => id);
  expect(order.indexOf(office)).toBeLessThan(order.indexOf(shop));
  expect(order.indexOf(office)).toBeGreaterThanOrEqual(0);
});

test('the list order of the API changes nothing', async () => {
  await fillTenant(shuffled().api);
  const need = computeFetchNeed(
    createDefinition(
      [],
      {},
      CATALOGUE.all.map(({ type }) => type),
    ),
    CATALOGUE,
  );
  const orders = await Promise.all(Array.from({ length: 5 }, () => fetchSnapshot(shuffled().api, need)));
  const [first, ...others] = orders.map((one) =>
    JSON.stringify(
      one.ok &&
        Object.entries(one.value.types).map(([type, live]) => [
          type,
          live.status === 'read' && live.resources.map(({ id }) => id),
        ]),
    ),
  );
  expect(new Set(others)).toEqual(new Set([first]));
});

test('an export reads every relation of what is not the system’s or our own', async () => {
  const events: FetchEvent[] = [];
  const at = tenant();
  const from = at.listRequests().length;
  const all = await fetchAll(at.api, CATALOGUE, (event) => events.push(event));
  if (!all.ok) throw new Error(JSON.stringify(all.error));
  const roles = getLiveResources(all.value, 'roles').length;
  expect(at.listRequests(from).length).toBe(countAllowedRequests(all.value));
  expect(at.listWrites(from)).toEqual([]);
  expect(getRelationsByName(all.value, 'connections').db?.enabled_clients).toEqual([{ client_id: ids.shop }]);
  expect(events.filter(({ kind }) => kind === 'listed').length).toBe(CATALOGUE.all.filter((type) => !isLookedUp(type)).length);
  expect(events).toContainEqual({
    kind: 'related',
    type: 'roles',
    field: 'permissions',
    done: roles,
    total: roles,
  });
});

test('a list of many pages costs a request for each hundred', async () => {
  const at = tenant();
  const before = (await fetchResources([], ['organizations', 'roles'])).snapshot;
  const missing = {
    organizations: 203 - listNames(before, 'organizations').length,
    roles: 250 - listNames(before, 'roles').length,
  };
  await Promise.all([
    ...Array.from({ length: missing.organizations }, (_, index) =>
      createObject(at.api, '/organizations', { name: `org-${index}` }),
    ),
    ...Array.from({ length: missing.roles }, (_, index) => createObject(at.api, '/roles', { name: `role ${index}` })),
  ]);
  const { snapshot, requests } = await fetchResources([], ['organizations', 'roles']);
  expect([listNames(snapshot, 'organizations').length, listNames(snapshot, 'roles').length]).toEqual([203, 250]);
  expect(requests.length).toBe(3 + 3);
});

test('a wrong secret, and a tenant that is not there, are one problem each', async () => {
  const { url, domain, clientId } = tenant().emulator;
  const need = computeFetchNeed(createDefinition([], {}, ['roles', 'clients', 'connections']), CATALOGUE);
  const wrong = createEmulatorApi({ url, domain, clientId, clientSecret: 'canary' });
  const refused = await fetchSnapshot(wrong, need);
  expect(refused).toMatchObject({ ok: false, error: [{ code: 'credentials-refused' }] });
  expect(JSON.stringify(refused)).not.toContain('canary');
  const nowhere = createEmulatorApi({ url: 'http://127.0.0.1:9', domain, clientId, clientSecret: 'canary' });
  expect(await fetchSnapshot(nowhere, need)).toMatchObject({ ok: false, error: [{ code: 'network-unreachable' }] });
});
