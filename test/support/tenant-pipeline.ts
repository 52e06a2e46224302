import { afterAll, beforeAll, expect } from 'vitest';
import { type ApplyInput, applyPlan } from '../../src/applier/apply-plan.ts';
import { type EmulatorOptions, type RecordedRequest, type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import { createSecretResolver } from '../../src/loader/substitute/secret-resolver.ts';
import { createManagementApi } from '../../src/management-api/api-client.ts';
import type { ManagementApiOptions } from '../../src/management-api/client-options.ts';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import type { Result } from '../../src/model/plan/result.ts';
import type { Problem } from '../../src/model/problem/problem.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

/** The whole road over HTTP: emulator ← client ← fetcher, planner, applier. Nothing in it is a mock. */
export class TenantPipeline {
  readonly emulator: RunningEmulator;
  readonly api: ManagementApi;

  constructor(emulator: RunningEmulator, more: Partial<ManagementApiOptions> = {}) {
    this.emulator = emulator;
    this.api = createEmulatorApi(emulator, more);
  }

  async takeSnapshot(definition: Definition): Promise<Snapshot> {
    const fetched = await fetchSnapshot(this.api, computeFetchNeed(definition, CATALOGUE));
    if (!fetched.ok) throw new Error(`not fetched: ${JSON.stringify(fetched.error, null, 2)}`);
    return fetched.value;
  }

  async tryPlan(definition: Definition): Promise<{ readonly plan?: Plan; readonly problems: readonly Problem[] }> {
    const snapshot = await this.takeSnapshot(definition);
    // Deletes of connections are meant here: whether they are is asked in test/laws/deliberate-deletes.test.ts.
    const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test', allow: ['user-loss'] });
    return made.ok ? { plan: made.value, problems: [] } : { problems: made.error };
  }

  async plan(definition: Definition): Promise<Plan> {
    const { plan, problems } = await this.tryPlan(definition);
    if (!plan) throw new Error(`not planned: ${JSON.stringify(problems, null, 2)}`);
    return plan;
  }

  apply(plan: Plan, definition: Definition, more: Partial<ApplyInput> = {}): Promise<Result> {
    return applyPlan({
      plan,
      api: this.api,
      catalogue: CATALOGUE,
      resolveSecret: createSecretResolver(definition),
      run: 'test',
      lostAnswerRetry: { attempts: 3, delayMs: 1, lateMs: 1 },
      ...more,
    });
  }

  /** Makes the tenant what the definition says; anything less is a failure of the test. */
  async applyDefinition(definition: Definition): Promise<{ readonly plan: Plan; readonly result: Result }> {
    const plan = await this.plan(definition);
    const result = await this.apply(plan, definition);
    expectAllDone(result);
    return { plan, result };
  }

  /** API requests since `from`, an earlier count of them. */
  listRequests(from = 0): readonly RecordedRequest[] {
    return this.emulator.requests().slice(from);
  }

  listWrites(from = 0): readonly RecordedRequest[] {
    return this.listRequests(from).filter((request) => request.method !== 'GET');
  }
}

export const createEmulatorApi = (
  emulator: Pick<RunningEmulator, 'url' | 'domain' | 'clientId' | 'clientSecret'>,
  more: Partial<ManagementApiOptions> = {},
): ManagementApi =>
  createManagementApi({
    domain: emulator.url,
    audience: `https://${emulator.domain}/api/v2/`,
    credentials: { kind: 'secret', clientId: emulator.clientId, clientSecret: emulator.clientSecret },
    runId: 'test',
    toolVersion: '0.0.0',
    retries: { baseMs: 1 },
    ...more,
  });

export function expectAllDone(result: Result): void {
  const wrong = result.operations.filter((operation) => operation.status !== 'done');
  expect({ refused: result.refused ?? [], wrong }).toEqual({ refused: [], wrong: [] });
}

/** One emulator for a file of tests. */
export function setUpTenantPipeline(options: EmulatorOptions = {}): () => TenantPipeline {
  let running: TenantPipeline | undefined;
  beforeAll(async () => {
    running = new TenantPipeline(await startEmulator({ seed: 1, ...options }));
  });
  afterAll(async () => {
    await running?.api.close();
    await running?.emulator.close();
  });
  return () => {
    if (!running) throw new Error('not started');
    return running;
  };
}
