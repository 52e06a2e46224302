import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import type { Result } from '../../src/model/plan/result.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { createEmulatorApi, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const OTHER = 'tenon-20260101000000000-0000000a';
const OWN = 'tenon-20260101000000001-0000000b';
const opened: ManagementApi[] = [];
const openClient = (runId: string): ManagementApi => {
  const api = createEmulatorApi(tenant().emulator, { runId });
  opened.push(api);
  return api;
};

beforeEach(() => tenant().emulator.reset());
afterAll(() => Promise.all(opened.map((api) => api.close())));

const definition = createDefinition(['A', 'B', 'C'].map((name) => declareResource('clients', { name })));
const listClientNames = (dump: JsonObject): readonly string[] => {
  const clients = JSON.stringify(dump).match(/"name":"[ABC]"/g) ?? [];
  return clients.sort();
};
const listOutcomes = ({ operations }: Result) => operations.map(({ status, problems }) => [status, problems[0]?.code]);

/** Applies A, B and C while `meanwhile` happens as the first create is under way. */
async function apply(meanwhile: () => Promise<unknown>, wrap: (api: ManagementApi) => ManagementApi = (api) => api) {
  const at = tenant();
  const plan = await at.plan(definition);
  const api = wrap(openClient(OWN));
  let sent = 0;
  const interrupted: ManagementApi = {
    ...api,
    send: async (request) => {
      sent += 1;
      if (sent === 1) await meanwhile();
      return api.send(request);
    },
  };
  const result = await at.apply(plan, definition, { api: interrupted, run: OWN, watchLog: true });
  return { result, sent };
}

const createClientInRun = (run: string, name: string) =>
  openClient(run).send({ method: 'POST', path: '/clients', body: { name } });

describe('another run that creates while this one applies', () => {
  it('something that this one creates later: this one stops before it', async () => {
    const { result, sent } = await apply(() => createClientInRun(OTHER, 'C'));
    expect(listOutcomes(result)).toEqual([
      ['done', undefined],
      ['not started', undefined],
      ['failed', 'another-run'],
    ]);
    expect(sent).toBe(1);
    expect(listClientNames(tenant().emulator.dump())).toEqual(['"name":"A"', '"name":"C"']);
  });

  it('the same at the same time: it is doubled once, which is said, and nothing more is', async () => {
    const { result, sent } = await apply(() => createClientInRun(OTHER, 'A'));
    expect(listOutcomes(result)).toEqual([
      ['failed', 'resource-doubled'],
      ['not started', undefined],
      ['not started', undefined],
    ]);
    expect([sent, result.operations[0]?.partly]).toEqual([1, true]);
  });

  it('the same at the same time, beside something that the API takes only once: nothing is doubled', async () => {
    const at = tenant();
    const both = createDefinition([
      declareResource('clients', { name: 'A' }),
      declareResource('roles', { name: 'r', description: 'R' }),
    ]);
    const plan = await at.plan(both);
    const own = openClient(OWN);
    const interrupted: ManagementApi = {
      ...own,
      send: async (request) => {
        await openClient(OTHER).send({ method: 'POST', path: '/roles', body: { name: 'r' } });
        return own.send(request);
      },
    };
    const result = await at.apply(plan, both, { api: interrupted, run: OWN, watchLog: true });
    const [client, role] = result.operations;
    expect([client?.status, role?.status, role?.problems.map(({ code }) => code)]).toEqual([
      'not started',
      'failed',
      ['request-conflict', 'another-run'],
    ]);
    expect(listClientNames(at.emulator.dump())).toEqual([]);
  });

  it('something else: both go on', async () => {
    const { result } = await apply(() => createClientInRun(OTHER, 'D'));
    expect(listOutcomes(result)).toEqual(Array.from({ length: 3 }, () => ['done', undefined]));
  });

  it('is no run of tenon, or is this one itself: nothing is said of it', async () => {
    const { result } = await apply(async () => {
      await createClientInRun('somebody', 'B');
      await createClientInRun(OWN, 'C');
    });
    expect(listOutcomes(result)).toEqual(Array.from({ length: 3 }, () => ['done', undefined]));
  });
});

it('what another run creates while the tenant is checked, and reads do not show yet, refuses the plan', async () => {
  const at = tenant();
  const plan = await at.plan(definition);
  const own = openClient(OWN);
  const lagging: ManagementApi = {
    ...own,
    list: async (endpoint, path) => {
      const seen = await own.list(endpoint, path);
      await createClientInRun(OTHER, 'C');
      return seen;
    },
  };
  const result = await at.apply(plan, definition, { api: lagging, run: OWN, watchLog: true });
  expect(result.refused?.map(({ code, place }) => [code, place])).toEqual([
    ['another-run', { kind: 'address', address: 'clients/C' }],
  ]);
  expect(listClientNames(at.emulator.dump())).toEqual(['"name":"C"']);
});

it('a log that may not be read is no reason to stop', async () => {
  const hideLogs = (api: ManagementApi): ManagementApi => ({
    ...api,
    get: (path, query) => api.get(path === '/logs' ? '/not-there' : path, query),
  });
  const { result } = await apply(() => createClientInRun(OTHER, 'C'), hideLogs);
  expect(listOutcomes(result)).toEqual(Array.from({ length: 3 }, () => ['done', undefined]));
});
