import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { succeed } from '../../src/model/plan/outcome.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { createFaultSchedule, type Fault, type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { readCollection, readLinks } from '../support/tenant-dump.ts';
import { createEmulatorApi, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
let proxy: FaultProxy;
let api: ManagementApi;
beforeAll(async () => {
  proxy = await startFaultProxy(tenant().emulator.url);
  api = createEmulatorApi({ ...tenant().emulator, url: proxy.url }, { timeoutMs: 1000 });
});
beforeEach(() => {
  tenant().emulator.reset();
  proxy.clear();
});
afterAll(async () => {
  await api.close();
  await proxy.close();
});

const app = declareResource('clients', { name: 'App', description: 'mine' });
const findClientsByName = (name: string): readonly JsonObject[] =>
  readCollection(tenant().emulator.dump(), 'clients').flatMap(([, value]) => (value.name === name ? [value] : []));
const listWrites = (): readonly string[] =>
  tenant()
    .listWrites()
    .map(({ method, path }) => `${method} ${path.split('/')[3]}`);
const repeatFault = (fault: Fault) => new Map(Array.from({ length: 50 }, (_, index) => [index + 1, fault]));

describe('the making of something there is one of, whose answer is lost', () => {
  const saml = { name: 'corp', strategy: 'samlp', options: { signInEndpoint: 'https://idp.acme.test/in' } };
  const corp = declareResource('connections', saml, { relations: { scim_configuration: [{ user_id_attribute: 'externalId' }] } });

  it('is seen to be there, and not sent again: a second one would be refused with 400', async () => {
    const at = tenant();
    await at.applyDefinition(createDefinition([declareResource('connections', saml)]));
    const definition = createDefinition([corp]);
    const plan = await at.plan(definition);
    const from = at.listRequests().length;
    proxy.chooseFault = createFaultSchedule(new Map([[1, 'lost after']]));
    const result = await at.apply(plan, definition, { api });
    expect(result.operations).toMatchObject([{ relation: 'scim_configuration', status: 'done' }]);
    expect(at.listWrites(from)).toHaveLength(1);
    expect(listChanges(await at.plan(definition))).toEqual([]);
  });

  it('is told as not known where nobody can look', async () => {
    const at = tenant();
    await at.applyDefinition(createDefinition([declareResource('connections', saml)]));
    const definition = createDefinition([corp]);
    const plan = await at.plan(definition);
    let isLost = false;
    proxy.chooseFault = ({ method, path }) => {
      if (method === 'POST' && path.endsWith('/scim-configuration')) isLost = true;
      return isLost ? (method === 'GET' ? 'error before' : 'lost after') : undefined;
    };
    const result = await at.apply(plan, definition, { api });
    expect(result.operations[0]?.problems[0]?.code).toBe('outcome-unknown');
  });
});

describe('a create whose answer is lost', () => {
  it('is adopted where it was made', async () => {
    const at = tenant();
    const plan = await at.plan(createDefinition([app]));
    proxy.chooseFault = createFaultSchedule(new Map([[1, 'lost after']]));
    const result = await at.apply(plan, createDefinition([app]), { api });
    expect(result.operations).toMatchObject([{ status: 'done', problems: [] }]);
    expect(result.operations[0]?.liveId).toBe(findClientsByName('App')[0]?.client_id);
    expect(listWrites()).toEqual(['POST clients']);
  });

  it('is not taken for a twin of the same name that was there before', async () => {
    const at = tenant();
    await at.applyDefinition(createDefinition([app]));
    const twin = String(findClientsByName('App')[0]?.client_id);
    const definition = createDefinition([
      { ...app, fields: { name: 'Other' }, key: 'Other', address: 'clients/Other', pinnedId: twin },
      app,
    ]);
    const plan = await at.plan(definition);
    proxy.chooseFault = ({ method, path }) => (method === 'POST' && path.endsWith('/clients') ? 'lost after' : undefined);
    const result = await at.apply(plan, definition, { api });
    expect(result.operations.map(({ status }) => status)).toEqual(['done', 'done']);
    expect(findClientsByName('App')).toHaveLength(1);
    expect(findClientsByName('App')[0]?.client_id).not.toBe(twin);
    expect(findClientsByName('Other')[0]?.client_id).toBe(twin);
  });

  it('is looked for again before it is made twice: reads may lag behind', async () => {
    const at = tenant();
    const plan = await at.plan(createDefinition([app]));
    proxy.chooseFault = createFaultSchedule(new Map([[1, 'lost after']]));
    let blind = 2;
    const lagging: ManagementApi = {
      ...api,
      list: async (endpoint, path) => {
        const seen = await api.list(endpoint, path);
        const isAfter = tenant().listWrites().length > 0;
        if (!isAfter || blind === 0 || !seen.ok) return seen;
        blind -= 1;
        return succeed(seen.value.filter(({ name }) => name !== 'App'));
      },
    };
    const result = await at.apply(plan, createDefinition([app]), { api: lagging });
    expect({ blind, statuses: result.operations.map(({ status }) => status) }).toEqual({ blind: 0, statuses: ['done'] });
    expect(findClientsByName('App')).toHaveLength(1);
  });

  it('every time, is told as not known, and nothing is made twice', async () => {
    const at = tenant();
    const role = declareResource('roles', { name: 'admin' });
    const plan = await at.plan(createDefinition([role]));
    proxy.chooseFault = ({ method, path }) => (path.startsWith('/api/v2/roles') && method === 'POST' ? 'lost before' : undefined);
    const result = await at.apply(plan, createDefinition([role]), { api });
    expect(result.operations).toMatchObject([{ status: 'failed', problems: [{ code: 'outcome-unknown' }] }]);
    expect(listWrites()).toEqual([]);
  });
});

describe('other writes whose answer is lost', () => {
  it('an update is read back, and not sent again where it took', async () => {
    const at = tenant();
    await at.applyDefinition(createDefinition([app]));
    const definition = createDefinition([{ ...app, fields: { name: 'App', description: 'new' } }]);
    const plan = await at.plan(definition);
    proxy.chooseFault = createFaultSchedule(new Map([[1, 'lost after']]));
    expect((await at.apply(plan, definition, { api })).operations).toMatchObject([{ status: 'done' }]);
    expect(listWrites()).toEqual(['POST clients', 'PATCH clients']);
  });

  it('an update that never arrived is sent again, though what is read back is empty', async () => {
    const at = tenant();
    const twilio = { name: 'phone', provider: 'twilio', from: '+15550100', sid: 'AC1', auth_token: 'token' };
    const definition = createDefinition([declareResource('guardianFactorProviders', twilio)]);
    const plan = await at.plan(definition);
    proxy.chooseFault = createFaultSchedule(new Map([[1, 'lost before']]));
    const result = await at.apply(plan, definition, { api });
    expect(result.operations).toMatchObject([{ status: 'done' }]);
    expect(listChanges(await at.plan(definition))).toEqual([]);
  });

  it('a delete of what is gone by then is done', async () => {
    const at = tenant();
    const roles = createDefinition([declareResource('roles', { name: 'goes' })]);
    await at.applyDefinition(roles);
    const none = createDefinition(
      [],
      { prune: ['roles'], limits: { delete: { kind: 'count', count: 9 }, update: { kind: 'count', count: 9 } } },
      ['roles'],
    );
    const plan = await at.plan(none);
    proxy.chooseFault = createFaultSchedule(new Map([[1, 'lost after']]));
    expect((await at.apply(plan, none, { api })).operations).toMatchObject([{ status: 'done' }]);
    expect(readCollection(at.emulator.dump(), 'roles')).toEqual([]);
  });

  it('a link that is there by then is done', async () => {
    const at = tenant();
    const google = declareResource('connections', { name: 'google', strategy: 'google-oauth2' });
    // The create of an organization does not know the access level, so the connection is linked afterwards.
    const connections = [{ name: 'google', organization_access_level: 'readonly' }];
    const acme = declareResource('organizations', { name: 'acme' }, { relations: { connections } });
    const definition = createDefinition([google, acme]);
    const plan = await at.plan(definition);
    proxy.chooseFault = ({ path, method }) =>
      method === 'POST' && /organizations\/.*\/connections$/.test(path) && isFirstCall() ? 'lost after' : undefined;
    expect((await at.apply(plan, definition, { api })).operations.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
    expect(readLinks(at.emulator.dump(), 'organization-connections')).toHaveLength(1);
  });

  it('a connection that hangs at every write ends in words for each operation', async () => {
    const at = tenant();
    const definition = createDefinition([app, declareResource('roles', { name: 'admin' })]);
    const plan = await at.plan(definition);
    proxy.chooseFault = createFaultSchedule(repeatFault('hangs before'));
    const quick = createEmulatorApi({ ...at.emulator, url: proxy.url }, { timeoutMs: 60 });
    const result = await at.apply(plan, definition, { api: quick, lostAnswerRetry: { attempts: 1, delayMs: 1, lateMs: 1 } });
    await quick.close();
    expect(result.operations.map(({ status, problems }) => [status, problems[0]?.code])).toEqual([
      ['failed', 'outcome-unknown'],
      ['failed', 'outcome-unknown'],
    ]);
  });
});

let calls = 0;
const isFirstCall = (): boolean => {
  calls += 1;
  return calls === 1;
};

it('a value that changed between the checks and a write that carries it along is not overwritten', async () => {
  const at = tenant();
  const declareOidcConnection = (options: JsonObject) =>
    declareResource('connections', { name: 'oidc', strategy: 'oidc', options });
  await at.applyDefinition(
    createDefinition([declareOidcConnection({ client_id: 'a', client_secret: 's', type: 'back_channel', scope: 'openid' })]),
  );
  const [[id = '', live] = ['', {}]] = readCollection(at.emulator.dump(), 'connections').filter(
    ([, { name }]) => name === 'oidc',
  );
  const definition = createDefinition([declareOidcConnection({ scope: 'openid profile' })]);
  const plan = await at.plan(definition);
  let moved = false;
  const racing: ManagementApi = {
    ...at.api,
    get: async (path, query) => {
      if (path.startsWith('/connections/') && !moved) {
        moved = true;
        const options = isObject(live.options) ? live.options : {};
        await at.api.send({ method: 'PATCH', path: `/connections/${id}`, body: { options: { ...options, client_id: 'moved' } } });
      }
      return at.api.get(path, query);
    },
  };
  const result = await at.apply(plan, definition, { api: racing });
  expect(result.operations).toMatchObject([
    {
      status: 'failed',
      problems: [{ code: 'plan-stale', place: { address: 'connections/oidc', pointer: '/options/client_id' } }],
    },
  ]);
  const now = readCollection(at.emulator.dump(), 'connections').find(([other]) => other === id)?.[1].options;
  expect(now).toMatchObject({ client_id: 'moved', scope: 'openid' });
});
