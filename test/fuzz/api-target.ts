import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPlan } from '../../src/applier/apply-plan.ts';
import { type Loaded, load } from '../../src/loader/load-definition.ts';
import { createSecretResolver } from '../../src/loader/substitute/secret-resolver.ts';
import { createManagementApi } from '../../src/management-api/api-client.ts';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { renderPlanText } from '../../src/reporter/text/plan/text-plan.ts';
import { renderProblemsText } from '../../src/reporter/text/problems/text-problem-list.ts';
import { renderResultText } from '../../src/reporter/text/text-result.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

import { fetchDeclaredSnapshot, planDefinition } from '../../src/workflows/plan/plan-definition.ts';
import { createPorts } from '../../src/workflows/ports.ts';
import { createFastClock } from '../management-api/fast-clock.ts';
import { expectCoded, expectQuiet, type FuzzTarget } from './fuzz-target.ts';
import { drawNastyValue, mutateValue, scrambleText } from './mutate.ts';
import { Random } from './random.ts';
import { SAMPLE } from './sample.ts';

const LISTS: Readonly<Record<string, JsonValue>> = {
  clients: { clients: [{ client_id: 'cli_1', name: 'App', callbacks: ['https://a.test'] }], total: 1, start: 0, limit: 100 },
  connections: { connections: [{ id: 'con_1', name: 'google', strategy: 'google-oauth2', options: { scope: ['a'] } }] },
  'resource-servers': {
    resource_servers: [{ id: 'api_1', identifier: 'https://api.test/', scopes: [{ value: 'read:x' }] }],
    total: 1,
  },
  'client-grants': { client_grants: [{ id: 'cgr_1', client_id: 'cli_1', audience: 'https://api.test/', scope: [] }] },
  roles: { roles: [{ id: 'rol_1', name: 'clerk', description: 'x' }], total: 1, start: 0, limit: 100 },
  organizations: { organizations: [{ id: 'org_1', name: 'acme', display_name: 'Acme' }] },
  permissions: { permissions: [{ resource_server_identifier: 'https://api.test/', permission_name: 'read:x' }], total: 1 },
};

const TOKEN = { access_token: 'opaque', token_type: 'Bearer', expires_in: 86_400, scope: 'read:roles' };

/** A server that answers anything at all, read and written to over real HTTP. */
export async function createApiTarget(): Promise<FuzzTarget> {
  let random = new Random(0);
  const server = createServer((request, response) => {
    request.resume();
    answerRequest(request, response, random);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const loaded = await loadSample();
  return {
    name: 'api',
    weight: 1,
    runTrial: async (drawn) => {
      random = drawn;
      const api = createClient(url, drawn);
      try {
        await planAndApply(api, loaded);
      } finally {
        await api.close();
      }
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const createClient = (domain: string, random: Random): ManagementApi =>
  createManagementApi({
    domain,
    credentials: random.drawChance(0.7)
      ? { kind: 'token', accessToken: 'opaque' }
      : { kind: 'secret', clientId: 'a', clientSecret: 'b' },
    runId: 'fuzz',
    toolVersion: '0',
    clock: createFastClock(),
    timeoutMs: 1000,
    retries: { attempts: 2, limitAttempts: 2, baseMs: 1 },
  });

async function loadSample(): Promise<Loaded> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-fuzz-'));
  writeFileSync(join(folder, 'tenant.yaml'), JSON.stringify({ ...SAMPLE, databases: [], reconcile: { prune: ['roles'] } }));
  const loaded = await load({ files: [join(folder, 'tenant.yaml')], root: folder, env: { SECRET: 's', ENV: 'e' } });
  rmSync(folder, { recursive: true });
  if (!loaded.ok) throw new Error(renderProblemsText(loaded.error, { colour: false }));
  return loaded.value;
}

async function planAndApply(api: ManagementApi, loaded: Loaded): Promise<void> {
  const output: string[] = [];
  const progress = {
    show: (text: string) => void output.push(text),
    writeLine: (text: string) => void output.push(text),
    clear: () => undefined,
  };
  const snapshot = await fetchDeclaredSnapshot(loaded, api, createPorts({ progress }));
  if (!snapshot.ok) return expectReported(snapshot.error);
  const made = await planDefinition(loaded, snapshot.value);
  if (!made.ok) return expectReported(made.error);
  expectQuiet(renderPlanText(made.value, { colour: false, width: 80 }) + output.join(''));
  const result = await applyPlan({
    plan: made.value,
    api,
    catalogue: CATALOGUE,
    resolveSecret: createSecretResolver(loaded.definition),
    run: 'fuzz',
    lostAnswerRetry: { attempts: 1, delayMs: 1, lateMs: 1 },
  });
  expectReported([...(result.refused ?? []), ...result.operations.flatMap(({ problems }) => problems)]);
  expectQuiet(renderResultText(result, { colour: false }));
}

function expectReported(problems: Parameters<typeof expectCoded>[0]): void {
  expectCoded(problems);
  expectQuiet(renderProblemsText(problems, { colour: false }));
}

/** Mostly a good answer, so that whoever reads it gets on to the next one. */
function answerRequest(request: IncomingMessage, response: ServerResponse, random: Random): void {
  const good = buildGoodAnswer(request);
  const kind = random.drawBelow(24);
  response.setHeader('content-type', 'application/json');
  if (random.drawChance(0.1)) setStrangeHeaders(response, random);
  if (kind < 14) response.end(JSON.stringify(good));
  else if (kind < 18) response.end(JSON.stringify(mutateValue(good, random)));
  else if (kind < 20) response.end(scrambleText(JSON.stringify(good), random));
  else if (kind === 20) response.end(JSON.stringify(drawNastyValue(random)));
  else if (kind === 21) refuseRequest(response, random);
  else if (kind === 22) breakOff(response, random);
  else response.end('['.repeat(random.pickItem([1, 1000, 100_000])));
}

function buildGoodAnswer({ method = '', url = '' }: IncomingMessage): JsonValue {
  const path = url.split('?')[0] ?? '';
  if (path === '/oauth/token') return TOKEN;
  const last = path.split('/').at(-1) ?? '';
  if (method === 'GET') return LISTS[last] ?? { id: last, name: 'clerk' };
  return { id: 'new_1', client_id: 'new_1', name: 'x' };
}

function refuseRequest(response: ServerResponse, random: Random): void {
  response.statusCode = random.pickItem([100, 204, 301, 400, 401, 403, 404, 409, 413, 429, 500, 501, 503, 599]) || 400;
  if (response.statusCode < 200) response.statusCode = 400;
  response.end(
    JSON.stringify({ statusCode: drawNastyValue(random), message: drawNastyValue(random), errorCode: drawNastyValue(random) }),
  );
}

function breakOff(response: ServerResponse, random: Random): void {
  if (random.drawChance(0.5)) response.setHeader('content-length', '9000');
  response.write('{"roles":[');
  if (random.drawChance(0.9)) response.destroy();
  else response.end();
}

function setStrangeHeaders(response: ServerResponse, random: Random): void {
  const values = ['', '-1', '0', '1e99', 'NaN', '99999999999', 'x', '2026-01-01', '0.5', '\u00ff\u0080'] as const;
  for (const name of [
    'x-ratelimit-limit',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
    'retry-after',
    'x-request-id',
    'location',
  ])
    if (random.drawChance(0.5)) response.setHeader(name, random.pickItem(values));
  if (random.drawChance(0.1)) response.setHeader('content-encoding', 'gzip');
}
