import { beforeEach, describe, expect, test } from 'vitest';
import type { FaultRule } from '../../src/emulator/index.ts';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges, type Plan } from '../../src/model/plan/plan.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { expectAllDone, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

beforeEach(() => {
  tenant().emulator.setFaults([]);
  tenant().emulator.reset();
});

const declareConnection = (name: string) => declareResource('connections', { name, strategy: 'auth0' });
const declareOrganization = (connections: readonly JsonObject[], fields: JsonObject = {}) =>
  declareResource('organizations', { name: 'acme', ...fields }, { relations: { connections } });
const NAMES = Array.from({ length: 12 }, (_, n) => `db-${String(n).padStart(2, '0')}`);
const ACME = [
  declareConnection('db-00'),
  declareConnection('db-01'),
  declareOrganization([{ name: 'db-00', assign_membership_on_login: true }, { name: 'db-01' }]),
];

/** Applies the resources to the tenant, and counts the writes to organizations. */
async function apply(
  resources: readonly DeclaredResource[],
  faults: readonly FaultRule[] = [],
): Promise<{ readonly plan: Plan; readonly writes: readonly string[] }> {
  const definition = createDefinition(resources);
  const plan = await tenant().plan(definition);
  const from = tenant().listRequests().length;
  tenant().emulator.setFaults(faults);
  const result = await tenant().apply(plan, definition, { lostAnswerRetry: { attempts: 2, delayMs: 1, lateMs: 1 } });
  tenant().emulator.setFaults([]);
  expectAllDone(result);
  expect(listChanges(await tenant().plan(definition))).toEqual([]);
  const writes = tenant().listWrites(from);
  if (faults.length === 0) expect(writes).toHaveLength(plan.cost.writes);
  return {
    plan,
    writes: writes
      .map(({ method, path }) => `${method} ${path.replace('/api/v2', '').replace(/org_\w+/, '{id}')}`)
      .filter((text) => text.includes('/organizations')),
  };
}

test('a new organization and its connections take one request, and the plan announces one', async () => {
  const { plan, writes } = await apply(ACME);
  expect(writes).toEqual(['POST /organizations']);
  const link = listChanges(plan).find(({ action }) => action === 'link');
  expect(link).toMatchObject({ relation: 'connections', requests: [{ carried: true }, { carried: true }] });
  expect(link?.changes.map(({ path }) => path)).toEqual(['/connections/db-00', '/connections/db-01']);
});

test('an existing organization gets each connection by a request of its own', async () => {
  await apply([...ACME.slice(0, 2), declareOrganization([])]);
  expect((await apply(ACME)).writes).toHaveLength(2);
});

test('more connections than the create takes, and those with members that it does not know, are linked afterwards', async () => {
  const items = NAMES.map((name, n) => ({ name, ...(n === 0 ? { organization_access_level: 'readonly' } : {}) }));
  const { writes } = await apply([...NAMES.map(declareConnection), declareOrganization(items)]);
  expect(writes).toEqual(['POST /organizations', 'POST /organizations/{id}/connections', 'POST /organizations/{id}/connections']);
});

test('where a connection must not exist before the organization does, it is linked afterwards', async () => {
  // A client of the organization exists before every connection, so that the tenant does not enable a new connection for it.
  const client = declareResource('clients', {
    name: 'Portal',
    organization_usage: 'require',
    default_organization: { organization_id: 'acme', flows: ['client_credentials'] },
  });
  const connection = declareResource('connections', { name: 'db-00', strategy: 'auth0' }, { relations: { enabled_clients: [] } });
  const { plan, writes } = await apply([client, connection, declareOrganization([{ name: 'db-00' }])]);
  expect(writes).toEqual(['POST /organizations', 'POST /organizations/{id}/connections']);
  expect(plan.operations.flatMap(({ requests }) => requests).filter(({ carried }) => carried)).toEqual([]);
});

describe.each(['dropBefore', 'dropAfter', 'truncate', { errorAfter: 502 }] as const)(
  'a create whose answer is lost (%j)',
  (fault) => {
    test('has its connections in the end', async () => {
      const { writes } = await apply(ACME, [{ method: 'POST', path: '/organizations', nth: 1, fault }]);
      expect(writes[0]).toBe('POST /organizations');
    });
  },
);

test('an organization that somebody else made before ours is adopted, and gets its connections', async () => {
  const definition = createDefinition(ACME);
  await apply(ACME.slice(0, 2));
  const plan = await tenant().plan(definition);
  const { api, emulator } = tenant();
  const ann = emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
  const send: ManagementApi['send'] = async (request) => {
    if (request.path === '/organizations') await ann.request('POST', '/organizations', { name: 'acme' });
    return api.send(request);
  };
  emulator.setFaults([{ method: 'POST', path: '/organizations', nth: 1, fault: 'dropBefore' }]);
  const racing: ManagementApi = {
    send,
    identity: () => api.identity(),
    get: (path, query) => api.get(path, query),
    list: (endpoint, path) => api.list(endpoint, path),
    spent: () => api.spent(),
    close: () => api.close(),
  };
  const result = await tenant().apply(plan, definition, { api: racing });
  emulator.setFaults([]);
  expectAllDone(result);
  expect(listChanges(await tenant().plan(definition))).toEqual([]);
});
