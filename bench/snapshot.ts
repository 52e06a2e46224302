import { fileURLToPath } from 'node:url';
import { applyPlan } from '../src/applier/apply-plan.ts';
import { startEmulator } from '../src/emulator/index.ts';
import { fetchAll, fetchSnapshot } from '../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../src/fetcher/need/fetch-need.ts';
import { load } from '../src/loader/load-definition.ts';
import { createSecretResolver } from '../src/loader/substitute/secret-resolver.ts';
import { createManagementApi } from '../src/management-api/api-client.ts';
import type { ManagementApi } from '../src/management-api/management-api.ts';
import { getLiveResources } from '../src/model/snapshot.ts';
import { planChanges } from '../src/planner/plan-changes.ts';
import { CATALOGUE } from '../src/resources/catalogue.ts';
import { countAllowedRequests } from '../test/support/allowed-requests.ts';

export interface SnapshotCost {
  readonly tenant: string;
  readonly resources: number;
  readonly announced: number;
  readonly spent: number;
}

const EXAMPLE = fileURLToPath(new URL('../examples/tenant.yaml', import.meta.url));
const ENV = { GOOGLE_CLIENT_SECRET: 'a', INITECH_CLIENT_SECRET: 'b', MAIL_API_KEY: 'c', CRM_TOKEN: 'd' };

async function makeExample(api: ManagementApi): Promise<void> {
  const loaded = await load({ files: [EXAMPLE], env: ENV });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error[0]));
  const { definition } = loaded.value;
  const snapshot = await fetchSnapshot(api, computeFetchNeed(definition, CATALOGUE));
  if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error[0]));
  const plan = planChanges({ definition, snapshot: snapshot.value, catalogue: CATALOGUE, tool: 'bench' });
  if (!plan.ok) throw new Error(JSON.stringify(plan.error[0]));
  const secrets = createSecretResolver(definition);
  const result = await applyPlan({ plan: plan.value, api, catalogue: CATALOGUE, resolveSecret: secrets, run: 'bench' });
  const wrong = result.operations.find(({ status }) => status !== 'done');
  if (wrong) throw new Error(JSON.stringify(wrong));
}

/** What it takes to read all types of a small tenant, for an export. */
export async function measureSnapshots(): Promise<readonly SnapshotCost[]> {
  const emulator = await startEmulator({ seed: 1 });
  const { url, domain, clientId, clientSecret } = emulator;
  const credentials = { kind: 'secret', clientId, clientSecret } as const;
  const audience = `https://${domain}/api/v2/`;
  const api = createManagementApi({ domain: url, audience, credentials, runId: 'bench', toolVersion: '0' });
  const rows: SnapshotCost[] = [];
  for (const tenant of ['fresh', 'examples/tenant.yaml']) {
    if (tenant !== 'fresh') await makeExample(api);
    const before = emulator.requests().length;
    const snapshot = await fetchAll(api, CATALOGUE);
    if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error[0]));
    const resources = CATALOGUE.all.reduce((sum, { type }) => sum + getLiveResources(snapshot.value, type).length, 0);
    rows.push({ tenant, resources, announced: countAllowedRequests(snapshot.value), spent: emulator.requests().length - before });
  }
  await api.close();
  await emulator.close();
  return rows;
}
