import { applyPlan } from '../src/applier/apply-plan.ts';
import { startEmulator } from '../src/emulator/index.ts';
import { fetchSnapshot } from '../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../src/fetcher/need/fetch-need.ts';
import { createManagementApi } from '../src/management-api/api-client.ts';
import type { ManagementApi } from '../src/management-api/management-api.ts';
import { toAddress } from '../src/model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition } from '../src/model/definition/definition.ts';
import type { JsonObject } from '../src/model/json/json-value.ts';
import { listChanges, type Plan } from '../src/model/plan/plan.ts';
import { planChanges } from '../src/planner/plan-changes.ts';
import { CATALOGUE } from '../src/resources/catalogue.ts';

export interface RequestMeasurement {
  readonly scenario: string;
  readonly resources: number;
  readonly changed: number;
  readonly readsToPlan: number;
  /** What the lists and relations come to: pages of 100, and one for each declared relation. */
  readonly allowed: number;
  readonly writes: number;
}

const CLIENTS = 250;
const ROLES = 120;

const declareResource = (type: string, fields: JsonObject, relations: DeclaredResource['relations'] = {}): DeclaredResource => {
  const key = String(fields.name ?? fields.identifier);
  const origin = { kind: 'file', file: 'tenant.yaml', line: 1, column: 1 } as const;
  return { type, key, address: toAddress(type, key), fields, relations, secrets: {}, origin };
};

const API = 'https://api.acme.test/';

/** A tenant of some size: clients in three pages, roles in two, each role with its permissions. `changed` clients are described anew. */
function createDefinition(changed: number): Definition {
  const permissions = [{ resource_server_identifier: API, permission_name: 'read' }];
  return {
    declared: ['resourceServers', 'clients', 'roles'].map((type) => ({ type })),
    resources: [
      declareResource('resourceServers', { identifier: API, scopes: [{ value: 'read' }] }),
      ...Array.from({ length: CLIENTS }, (_, n) =>
        declareResource('clients', { name: `client ${n}`, description: n < changed ? `one of ${changed}` : 'as it was' }),
      ),
      ...Array.from({ length: ROLES }, (_, n) => declareResource('roles', { name: `role ${n}` }, { permissions })),
    ],
    policy: DEFAULT_POLICY,
    absent: [],
    digest: 'bench',
  };
}

async function planTenant(api: ManagementApi, definition: Definition): Promise<Plan> {
  const snapshot = await fetchSnapshot(api, computeFetchNeed(definition, CATALOGUE));
  if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error[0]));
  const made = planChanges({ definition, snapshot: snapshot.value, catalogue: CATALOGUE, tool: 'bench' });
  if (!made.ok) throw new Error(JSON.stringify(made.error[0]));
  return made.value;
}

async function applyChanges(api: ManagementApi, made: Plan): Promise<void> {
  const refuseSecrets = () => {
    throw new Error('no secrets here');
  };
  const result = await applyPlan({ plan: made, api, catalogue: CATALOGUE, resolveSecret: refuseSecrets, run: 'bench' });
  const wrong = result.operations.find(({ status }) => status !== 'done') ?? result.refused?.[0];
  if (wrong) throw new Error(JSON.stringify(wrong));
}

/** What planning and applying cost in requests, against what they may: over HTTP, by the emulator's own record. */
export async function measureRequests(): Promise<readonly RequestMeasurement[]> {
  const emulator = await startEmulator({ seed: 1 });
  const { url, domain, clientId, clientSecret } = emulator;
  const api = createManagementApi({
    domain: url,
    audience: `https://${domain}/api/v2/`,
    credentials: { kind: 'secret', clientId, clientSecret },
    runId: 'bench',
    toolVersion: '0',
  });
  const rows: RequestMeasurement[] = [];
  for (const [scenario, changed] of [
    ['an empty tenant', 0],
    ['nothing changed', 0],
    ['one client changed', 1],
    ['forty clients changed', 40],
  ] as const) {
    const definition = createDefinition(changed);
    const before = emulator.requests().length;
    const made = await planTenant(api, definition);
    const read = emulator.requests().length;
    await applyChanges(api, made);
    const writes = emulator
      .requests()
      .slice(read)
      .filter(({ method }) => method !== 'GET').length;
    const isEmpty = scenario === 'an empty tenant';
    const allowed = isEmpty ? 3 : Math.ceil((CLIENTS + 2) / 100) + Math.ceil(ROLES / 100) + 1 + ROLES;
    rows.push({
      scenario,
      resources: definition.resources.length,
      changed: listChanges(made).length,
      readsToPlan: read - before,
      allowed,
      writes,
    });
  }
  await api.close();
  await emulator.close();
  return rows;
}
