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
import { type Emulated, emulatedForFile } from '../support/emulated.ts';
import { folderOf } from '../support/files.ts';
import { runs } from '../support/runs.ts';

const running = emulatedForFile({ shuffle: true });
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
      const drawer = { folder: folderOf({}), secret: 'secret' };
      await perform(emulated, { what: 'make organization', name: 'first', other: '' });
      await look(emulated, drawer, 'nothing kept');
      for (const one of steps) {
        if (one.what === 'look') await look(emulated, drawer);
        else await perform(emulated, one);
      }
      expect(await look(emulated, drawer)).toEqual(await fetched(emulated.api));
    }),
    runs(25),
  );
});

async function look(emulated: Emulated, drawer: CacheLocation, miss?: CacheMiss): Promise<unknown> {
  const { api } = emulated;
  const opened = await openCache({
    api,
    catalogue: CATALOGUE,
    tool: 'test',
    now: () => new Date(),
    maxAge: 3600,
    location: drawer,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  expect(opened.value.miss).toBe(miss);
  const snapshot = await fetched(opened.value.api);
  expect(opened.value.save()).toBeUndefined();
  return snapshot;
}

async function fetched(api: ReadApi): Promise<unknown> {
  const snapshot = await fetchAll(api, CATALOGUE);
  if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error));
  return inOrder(
    JSON.parse(JSON.stringify(Object.entries(snapshot.value.types).map(([type, live]) => [type, withoutEchoes(live)]))),
  );
}

/**
 * Connections repeat in their body what their relation holds; it is only ever taken from there. The signing keys of a client, which nobody can
 * declare, read otherwise in a list than by themselves (recorded traffic).
 */
const withoutEchoes = (live: LiveType): unknown =>
  live.status === 'read'
    ? live.resources.map(({ body: { enabled_clients: _, signing_keys: __, ...body }, ...rest }) => ({ ...rest, body }))
    : live;

/** Lists come in any order. */
function inOrder(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(inOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, inOrder(value[key] ?? null)]),
  );
}

async function perform({ emulator }: Emulated, { what, name, other }: Step): Promise<void> {
  const ann = emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
  const ids = async (path: string, id: string, key: string, wanted: string): Promise<readonly string[]> => {
    const { body } = await ann.request('GET', path);
    const rows = Array.isArray(body) ? body : [];
    return rows.filter((row) => isObject(row) && row[key] === wanted).map((row) => String(getObjectMember(row, id)));
  };
  const client = async (wanted: string): Promise<string> => (await ids('/clients', 'client_id', 'name', wanted))[0] ?? 'none';
  const role = async (): Promise<string> => (await ids('/roles', 'id', 'name', name))[0] ?? 'none';
  const connection = async (wanted: string): Promise<string> => (await ids('/connections', 'id', 'name', wanted))[0] ?? 'none';
  const organization = async (): Promise<string> => (await ids('/organizations', 'id', 'name', name))[0] ?? 'none';
  const permissions = { permissions: [{ permission_name: 'read', resource_server_identifier: API }] };
  const send = (method: string, path: string, body?: JsonValue): Promise<unknown> => ann.request(method, path, body);
  const actions: Readonly<Record<string, () => Promise<unknown>>> = {
    'make client': () => send('POST', '/clients', { name }),
    'change client': async () => send('PATCH', `/clients/${await client(name)}`, { description: other }),
    'delete client': async () => send('DELETE', `/clients/${await client(name)}`),
    'make role': () => send('POST', '/roles', { name }),
    'rename role': async () => send('PATCH', `/roles/${await role()}`, { name: `${name}${other}` }),
    'delete role': async () => send('DELETE', `/roles/${await role()}`),
    'allow role': async () => send('POST', `/roles/${await role()}/permissions`, permissions),
    'forbid role': async () => send('DELETE', `/roles/${await role()}/permissions`, permissions),
    'make connection': () => send('POST', '/connections', { name, strategy: 'auth0' }),
    'delete connection': async () => send('DELETE', `/connections/${await connection(name)}`),
    'switch client on': async () =>
      send('PATCH', `/connections/${await connection(name)}/clients`, [{ client_id: await client(other), status: true }]),
    'switch client off': async () =>
      send('PATCH', `/connections/${await connection(name)}/clients`, [{ client_id: await client(other), status: false }]),
    'make organization': () => send('POST', '/organizations', { name }),
    'link connection': async () =>
      send('POST', `/organizations/${await organization()}/enabled_connections`, {
        connection_id: await connection(other),
        assign_membership_on_login: false,
      }),
    'unlink connection': async () =>
      send('DELETE', `/organizations/${await organization()}/enabled_connections/${await connection(other)}`),
    grant: async () => send('POST', '/client-grants', { client_id: await client(name), audience: API, scope: [] }),
    'delete grant': async () => {
      const [grant = 'none'] = await ids('/client-grants', 'id', 'client_id', await client(name));
      return send('DELETE', `/client-grants/${grant}`);
    },
    'make api': () => send('POST', '/resource-servers', { name, identifier: API, scopes: [{ value: 'read' }] }),
    'change api': () => send('PATCH', `/resource-servers/${encodeURIComponent(API)}`, { name: other }),
    'delete api': () => send('DELETE', `/resource-servers/${encodeURIComponent(API)}`),
  };
  await actions[what]?.();
}
