import { expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/model/json/json-value.ts';
import { startTenant, type TestTenant } from '../test-tenant.ts';

interface Unique {
  readonly what: string;
  /** The value that only one object may have, and another one. */
  readonly taken: JsonObject;
  readonly free: JsonObject;
  /** Members beside it; they differ from object to object. */
  readonly rest: (test: TestTenant, nth: number) => Promise<JsonObject>;
  readonly path: string | ((test: TestTenant, nth: number) => Promise<string>);
  readonly id: string;
  /** How the value is changed later, if it can be. */
  readonly update?: readonly ('PATCH' | 'PUT')[];
  /** Members of `rest` that an update takes. */
  readonly again?: readonly string[];
}

const buildNothing = async (): Promise<JsonObject> => ({});
const buildName = async (_test: TestTenant, nth: number): Promise<JsonObject> => ({ name: `name-${nth}` });
const rule: JsonObject = { scope: 'tenant', action: { log: true }, match: { asns: [64_496] } };
const buildNames = (name = 'name'): Pick<Unique, 'taken' | 'free'> => ({ taken: { [name]: 'taken' }, free: { [name]: 'free' } });
const buildHmacSecret = (): string => Buffer.alloc(40, 1).toString('base64');

async function createDeployedAction({ make, call, get }: TestTenant, nth: number): Promise<JsonValue> {
  const supported_triggers = [{ id: 'custom-token-exchange', version: 'v1' }];
  const { id = '' } = await make('/actions/actions', { name: `exchange-${nth}`, supported_triggers, code: '' });
  await get(`/actions/actions/${id}`);
  await call('POST', `/actions/actions/${id}/deploy`);
  return id;
}

const CASES: readonly Unique[] = [
  {
    what: 'priority of a network rule, also of one that is off',
    path: '/network-acls',
    id: 'id',
    taken: { priority: 3 },
    free: { priority: 4 },
    rest: async (_test, nth) => ({ description: `rule-${nth}`, active: nth > 1, rule }),
    update: ['PATCH', 'PUT'],
    again: ['description', 'active', 'rule'],
  },
  {
    what: 'token type of an exchange profile',
    path: '/token-exchange-profiles',
    id: 'id',
    taken: { subject_token_type: 'https://example.com/taken' },
    free: { subject_token_type: 'https://example.com/free' },
    rest: async (test, nth) => ({
      name: `profile-${nth}`,
      type: 'custom_authentication',
      action_id: await createDeployedAction(test, nth),
    }),
    update: ['PATCH'],
  },
  {
    what: 'alias of a client',
    path: '/clients',
    id: 'client_id',
    taken: { client_aliases: ['urn:taken'] },
    free: { client_aliases: ['urn:free'] },
    rest: buildName,
    update: ['PATCH'],
  },
  {
    what: 'realm of a connection',
    path: '/connections',
    id: 'id',
    taken: { realms: ['taken'] },
    free: { realms: ['free'] },
    rest: async (_test, nth) => ({ name: `db-${nth}`, strategy: 'auth0' }),
    update: ['PATCH'],
  },
  { what: 'name of a connection', path: '/connections', id: 'id', ...buildNames(), rest: async () => ({ strategy: 'auth0' }) },
  {
    what: 'discovery domain, in all organizations',
    path: async ({ make }, nth) =>
      `/organizations/${(await make('/organizations', { name: `org-${nth}` })).id}/discovery-domains`,
    id: 'id',
    taken: { domain: 'Taken.example.com' },
    free: { domain: 'free.example.com' },
    rest: buildNothing,
  },
  { what: 'identifier of an API', path: '/resource-servers', id: 'id', ...buildNames('identifier'), rest: buildNothing },
  {
    what: 'custom domain',
    path: '/custom-domains',
    id: 'custom_domain_id',
    taken: { domain: 'login.example.com' },
    free: { domain: 'sign-in.example.com' },
    rest: async () => ({ type: 'auth0_managed_certs' }),
  },
  { what: 'name of a role', path: '/roles', id: 'id', ...buildNames(), rest: buildNothing, update: ['PATCH'] },
  { what: 'name of an organization', path: '/organizations', id: 'id', ...buildNames(), rest: buildNothing, update: ['PATCH'] },
  {
    what: 'name of an action module',
    path: '/actions/modules',
    id: 'id',
    ...buildNames(),
    rest: async () => ({ code: 'module.exports = {};' }),
  },
  {
    what: 'name of a key of network rules',
    path: '/keys/network-acls',
    id: 'id',
    ...buildNames(),
    rest: async () => ({ alg: 'hmac-sha256', value: buildHmacSecret() }),
  },
  {
    what: 'name of an event stream',
    path: '/event-streams',
    id: 'id',
    ...buildNames(),
    rest: async () => ({
      subscriptions: [{ event_type: 'user.created' }],
      destination: {
        type: 'webhook',
        configuration: {
          webhook_endpoint: 'https://example.com/hook',
          webhook_authorization: { method: 'bearer', token: 't' },
        },
      },
    }),
    update: ['PATCH'],
  },
  {
    what: 'name of a connection profile',
    path: '/connection-profiles',
    id: 'id',
    ...buildNames(),
    rest: buildNothing,
    update: ['PATCH'],
  },
];

it.each(CASES)('refuses the same $what twice', async ({ path, id, taken, free, rest, update = [], again = [] }) => {
  const test = await startTenant();
  const getPlace = async (nth: number): Promise<string> => (typeof path === 'string' ? path : path(test, nth));
  await test.make(await getPlace(1), { ...(await rest(test, 1)), ...taken });
  const other = await rest(test, 2);
  const otherPlace = await getPlace(2);
  expect(await test.call('POST', otherPlace, { ...other, ...taken })).toMatchObject({ status: 409 });
  const made = await test.make(otherPlace, { ...other, ...free });
  const kept = Object.fromEntries(Object.entries(other).filter(([name]) => again.includes(name)));
  for (const method of update)
    expect(await test.call(method, `${otherPlace}/${made[id]}`, { ...kept, ...taken })).toMatchObject({ status: 409 });
});

it('lets roles of different owners share a name', async () => {
  const { make, call } = await startTenant();
  const owners = [await make('/organizations', { name: 'a' }), await make('/organizations', { name: 'b' })];
  await make('/roles', { name: 'Editor' });
  for (const { id } of owners) {
    await make('/roles', { name: 'Editor', type: 'organization', owner_id: id });
    expect(await call('POST', '/roles', { name: 'Editor', type: 'organization', owner_id: id })).toMatchObject({ status: 409 });
  }
  expect((await call('GET', '/roles')).body).toHaveLength(3);
  expect((await call('GET', '/roles?type=tenant')).body).toMatchObject([{ name: 'Editor', type: 'tenant' }]);
  expect((await call('GET', `/roles?owner_id=${owners[1]?.id}`)).body).toMatchObject([{ owner_id: owners[1]?.id }]);
});
