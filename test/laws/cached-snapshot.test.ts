import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { openCache } from '../../src/fetcher/cache/open-cache.ts';
import type { CacheLocation } from '../../src/fetcher/cache/stored/cache-file.ts';
import type { CacheMiss } from '../../src/fetcher/cache/stored/cache-input.ts';
import { fetchAll } from '../../src/fetcher/fetch-snapshot.ts';
import type { ReadApi } from '../../src/management-api/management-api.ts';
import { getObjectMember, isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import type { LiveType } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const running = setUpTenantPipeline({ shuffle: true });
afterEach(() => running().emulator.reset());

const NAMES = ['a', 'b', 'c'];
const API = 'https://api.acme.test/';
const name = fc.constantFrom(...NAMES);

interface Step {
  readonly what: string;
  readonly name: string;
  readonly other: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(
    'make client',
    'change client',
    'delete client',
    'make role',
    'make role of organization',
    'rename role',
    'delete role',
    'allow role',
    'forbid role',
    'make connection',
    'delete connection',
    'switch client on',
    'switch client off',
    'make organization',
    'link connection',
    'unlink connection',
    'grant',
    'link grant',
    'unlink grant',
    'delete grant',
    'make api',
    'change api',
    'delete api',
    'look',
  ),
  name,
  other: name,
});

/** Whatever happens to a tenant between two looks, what is told by the log and what was kept is what a full read tells. */
test('what is kept and what the log tells is what the tenant has', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const emulated = running();
      emulated.emulator.reset();
      const location = { folder: createTemporaryFolder({}), secret: 'secret' };
      await perform(emulated, { what: 'make organization', name: 'first', other: '' });
      await readThroughCache(emulated, location, 'nothing kept');
      for (const one of steps) {
        if (one.what === 'look') await readThroughCache(emulated, location);
        else await perform(emulated, one);
      }
      expect(await readThroughCache(emulated, location)).toEqual(await fetchSorted(emulated.api));
    }),
    getRunParameters(25),
  );
});

async function readThroughCache(emulated: TenantPipeline, location: CacheLocation, miss?: CacheMiss): Promise<unknown> {
  const { api } = emulated;
  const opened = await openCache({
    api,
    catalogue: CATALOGUE,
    tool: 'test',
    now: () => new Date(),
    maxAge: 3600,
    location: location,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  expect(opened.value.miss).toBe(miss);
  const snapshot = await fetchSorted(opened.value.api);
  expect(opened.value.save()).toBeUndefined();
  return snapshot;
}

async function fetchSorted(api: ReadApi): Promise<unknown> {
  const snapshot = await fetchAll(api, CATALOGUE);
  if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error));
  return sortLists(
    JSON.parse(JSON.stringify(Object.entries(snapshot.value.types).map(([type, live]) => [type, omitEchoes(live)]))),
  );
}

/**
 * Connections repeat in their body what their relation holds; it is only ever taken from there. The signing keys of a client, which nobody can
 * declare, read otherwise in a list than by themselves (recorded traffic).
 */
const omitEchoes = (live: LiveType): unknown =>
  live.status === 'read'
    ? live.resources.map(({ body: { enabled_clients: _, signing_keys: __, ...body }, ...rest }) => ({ ...rest, body }))
    : live;

/** Lists come in any order. */
function sortLists(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sortLists).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortLists(value[key] ?? null)]),
  );
}

async function perform({ emulator }: TenantPipeline, { what, name, other }: Step): Promise<void> {
  const ann = emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
  const findIds = async (path: string, id: string, key: string, keyValue: string): Promise<readonly string[]> => {
    const { body } = await ann.request('GET', path);
    const rows = Array.isArray(body) ? body : [];
    return rows.filter((row) => isObject(row) && row[key] === keyValue).map((row) => String(getObjectMember(row, id)));
  };
  const findClient = async (key: string): Promise<string> => (await findIds('/clients', 'client_id', 'name', key))[0] ?? 'none';
  const findRole = async (): Promise<string> => (await findIds('/roles', 'id', 'name', name))[0] ?? 'none';
  const findConnection = async (key: string): Promise<string> => (await findIds('/connections', 'id', 'name', key))[0] ?? 'none';
  const findOrganization = async (): Promise<string> => (await findIds('/organizations', 'id', 'name', name))[0] ?? 'none';
  const findGrant = async (): Promise<string> =>
    (await findIds('/client-grants', 'id', 'client_id', await findClient(other)))[0] ?? 'none';
  const permissions = { permissions: [{ permission_name: 'read', resource_server_identifier: API }] };
  const send = (method: string, path: string, body?: JsonValue): Promise<unknown> => ann.request(method, path, body);
  const actions: Readonly<Record<string, () => Promise<unknown>>> = {
    'make client': () => send('POST', '/clients', { name }),
    'change client': async () => send('PATCH', `/clients/${await findClient(name)}`, { description: other }),
    'delete client': async () => send('DELETE', `/clients/${await findClient(name)}`),
    'make role of organization': async () =>
      send('POST', '/roles', { name, type: 'organization', owner_id: await findOrganization() }),
    'make role': () => send('POST', '/roles', { name }),
    'rename role': async () => send('PATCH', `/roles/${await findRole()}`, { name: `${name}${other}` }),
    'delete role': async () => send('DELETE', `/roles/${await findRole()}`),
    'allow role': async () => send('POST', `/roles/${await findRole()}/permissions`, permissions),
    'forbid role': async () => send('DELETE', `/roles/${await findRole()}/permissions`, permissions),
    'make connection': () => send('POST', '/connections', { name, strategy: 'auth0' }),
    'delete connection': async () => send('DELETE', `/connections/${await findConnection(name)}`),
    'switch client on': async () =>
      send('PATCH', `/connections/${await findConnection(name)}/clients`, [{ client_id: await findClient(other), status: true }]),
    'switch client off': async () =>
      send('PATCH', `/connections/${await findConnection(name)}/clients`, [
        { client_id: await findClient(other), status: false },
      ]),
    'make organization': () => send('POST', '/organizations', { name }),
    'link connection': async () =>
      send('POST', `/organizations/${await findOrganization()}/enabled_connections`, {
        connection_id: await findConnection(other),
        assign_membership_on_login: false,
      }),
    'unlink connection': async () =>
      send('DELETE', `/organizations/${await findOrganization()}/enabled_connections/${await findConnection(other)}`),
    grant: async () =>
      send('POST', '/client-grants', {
        client_id: await findClient(name),
        audience: API,
        scope: [],
        organization_usage: 'allow',
      }),
    'delete grant': async () => send('DELETE', `/client-grants/${await findGrant()}`),
    'link grant': async () =>
      send('POST', `/organizations/${await findOrganization()}/client-grants`, { grant_id: await findGrant() }),
    'unlink grant': async () => send('DELETE', `/organizations/${await findOrganization()}/client-grants/${await findGrant()}`),
    'make api': () => send('POST', '/resource-servers', { name, identifier: API, scopes: [{ value: 'read' }] }),
    'change api': () => send('PATCH', `/resource-servers/${encodeURIComponent(API)}`, { name: other }),
    'delete api': () => send('DELETE', `/resource-servers/${encodeURIComponent(API)}`),
  };
  await actions[what]?.();
}
