import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDrift } from '../src/drift/build-drift.ts';
import { type DashboardSession, type RunningEmulator, startEmulator } from '../src/emulator/index.ts';
import { openCache } from '../src/fetcher/cache/open-cache.ts';
import { fetchSnapshot } from '../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../src/fetcher/need/fetch-need.ts';
import { createManagementApi } from '../src/management-api/api-client.ts';
import type { ReadApi } from '../src/management-api/management-api.ts';
import { toAddress } from '../src/model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition } from '../src/model/definition/definition.ts';
import { isObject, type JsonObject, type JsonValue } from '../src/model/json/json-value.ts';
import { planChanges } from '../src/planner/plan-changes.ts';
import { CATALOGUE } from '../src/resources/catalogue.ts';

const SIZE = { clients: 500, organizations: 2000, roles: 200 };
const API = 'https://api.acme.test/';
const PERMISSION = { permission_name: 'read:orders', resource_server_identifier: API };

export interface DriftRun {
  readonly run: string;
  readonly requests: number;
  readonly ofThemLog: number;
  readonly ms: number;
}

/** What a drift check costs where nothing has changed: at first, and from what is kept of the tenant. */
export async function measureDrift(): Promise<readonly DriftRun[]> {
  let ahead = 0;
  const emulator = await startEmulator({ seed: 1, now: () => new Date(Date.now() + ahead) });
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  const api = createManagementApi({
    domain: emulator.url,
    audience: `https://${emulator.domain}/api/v2/`,
    credentials: { kind: 'secret', clientId: emulator.clientId, clientSecret: emulator.clientSecret },
    runId: 'tenon-bench',
    toolVersion: '0.0.0',
  });
  try {
    const ann = emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
    const definition = await fillTenant(ann);
    ahead = 3_600_000;
    const runs = [await measureRun(emulator, 'without a cache', () => checkDrift(api, api, definition))];
    for (const run of ['with an empty cache', 'with a cache, nothing changed']) {
      runs.push(await measureRun(emulator, run, () => checkWithCache(api, folder, definition)));
    }
    // Logins are what a tenant logs most; here refused writes stand in for them.
    for (let event = 0; event < 500; event++) await ann.request('POST', '/roles', {});
    runs.push(await measureRun(emulator, 'the same, after 500 other events', () => checkWithCache(api, folder, definition)));
    await ann.request('POST', '/roles', { name: 'somebody’s' });
    runs.push(await measureRun(emulator, 'the same, after one change', () => checkWithCache(api, folder, definition)));
    return runs;
  } finally {
    await api.close();
    await emulator.close();
    rmSync(folder, { recursive: true });
  }
}

async function measureRun(emulator: RunningEmulator, run: string, work: () => Promise<void>): Promise<DriftRun> {
  const from = emulator.requests().length;
  const started = performance.now();
  await work();
  const requests = emulator.requests().slice(from);
  const ofThemLog = requests.filter(({ path }) => path.startsWith('/api/v2/logs')).length;
  return { run, requests: requests.length, ofThemLog, ms: Math.round(performance.now() - started) };
}

async function checkWithCache(api: ReadApi, folder: string, definition: Definition): Promise<void> {
  const location = { folder, secret: 's'.repeat(64) };
  const cache = await openCache({
    api,
    catalogue: CATALOGUE,
    tool: 'bench',
    now: () => new Date(),
    maxAge: 86_400,
    location: location,
  });
  if (!cache.ok) throw new Error(cache.error.message);
  await checkDrift(cache.value.api, api, definition);
  cache.value.save();
}

async function checkDrift(reading: ReadApi, api: ReadApi, definition: Definition): Promise<void> {
  const catalogue = CATALOGUE;
  const snapshot = await fetchSnapshot(reading, computeFetchNeed(definition, catalogue));
  if (!snapshot.ok) throw new Error(snapshot.error[0]?.message);
  const plan = planChanges({ definition, snapshot: snapshot.value, catalogue, tool: 'bench' });
  if (!plan.ok) throw new Error(plan.error[0]?.message);
  const drift = await buildDrift({ plan: plan.value, snapshot: snapshot.value, definition, files: [], catalogue, api });
  if (drift.entries.length > 0) throw new Error(`drift: ${drift.entries[0]?.address}`);
}

const declareResource = (type: string, fields: JsonObject, relations: DeclaredResource['relations'] = {}): DeclaredResource => {
  const key = String(fields.identifier ?? fields.name);
  const origin = { kind: 'file', file: 'tenant.yaml', line: 1, column: 1 } as const;
  return { type, key, address: toAddress(type, key), fields, relations, secrets: {}, origin };
};

/** The tenant, made by hand, and the definition that says the same. Every role has permissions: a read each. */
async function fillTenant(ann: DashboardSession): Promise<Definition> {
  const postResource = async (path: string, body: JsonValue): Promise<JsonObject> => {
    const answer = await ann.request('POST', path, body);
    if (answer.status >= 300 || !isObject(answer.body)) throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const api = { identifier: API, name: 'API', scopes: [{ value: 'read:orders' }] };
  await postResource('/resource-servers', api);
  const resources = [declareResource('resourceServers', api)];
  const listNames = (kind: string, count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `${kind}-${index}`);
  for (const name of listNames('client', SIZE.clients)) {
    const fields = { name, app_type: 'regular_web', callbacks: [`https://${name}.acme.test/cb`] };
    await postResource('/clients', fields);
    resources.push(declareResource('clients', fields));
  }
  for (const name of listNames('organization', SIZE.organizations)) {
    const fields = { name, display_name: `The ${name}` };
    await postResource('/organizations', fields);
    resources.push(declareResource('organizations', fields));
  }
  for (const name of listNames('role', SIZE.roles)) {
    const fields = { name, description: `Number ${name}` };
    const { id } = await postResource('/roles', fields);
    await postResource(`/roles/${String(id)}/permissions`, { permissions: [PERMISSION] });
    resources.push(declareResource('roles', fields, { permissions: [PERMISSION] }));
  }
  const types = [...new Set(resources.map(({ type }) => type))];
  return { declared: types.map((type) => ({ type })), resources, absent: [], policy: DEFAULT_POLICY, digest: 'bench' };
}
