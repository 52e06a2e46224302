import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyPlan } from '../src/applier/apply-plan.ts';
import { toAddress } from '../src/model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition } from '../src/model/definition/definition.ts';
import type { JsonObject } from '../src/model/json/json-value.ts';
import { listChanges } from '../src/model/plan/plan.ts';
import type { Snapshot } from '../src/model/snapshot.ts';
import { planChanges } from '../src/planner/plan-changes.ts';
import { CATALOGUE } from '../src/resources/catalogue.ts';
import { executeRecorded } from '../src/workflows/runs/execute-recorded.ts';
import { createRunId } from '../src/workflows/runs/run-id.ts';
import { createStubApi } from './stub-api.ts';

export interface ApplyMeasurement {
  readonly operations: number;
  readonly planMs: number;
  readonly applyMs: number;
  /** The whole process at its largest. */
  readonly peakMb: number;
}

const declareResource = (
  type: string,
  name: string,
  relations: DeclaredResource['relations'],
  more: JsonObject = {},
): DeclaredResource => ({
  type,
  key: name,
  address: toAddress(type, name),
  fields: { name, ...more },
  relations,
  secrets: {},
  origin: { kind: 'file', file: 'tenant.yaml', line: 1, column: 1 },
});

/** As many operations as asked for: clients that come, connections that wait for all of them and are linked to some, roles that go. */
export function createChanges(operations: number): { readonly definition: Definition; readonly snapshot: Snapshot } {
  const quarter = Math.floor(operations / 4);
  const makeEach = <T>(make: (n: number) => T): readonly T[] => Array.from({ length: quarter }, (_, n) => make(n));
  const limits = { delete: { kind: 'share', percent: 100 }, update: { kind: 'share', percent: 100 } } as const;
  return {
    definition: {
      declared: [{ type: 'clients' }, { type: 'connections' }, { type: 'roles' }],
      resources: [
        ...makeEach((n) =>
          declareResource('clients', `client ${n}`, {}, { app_type: 'spa', callbacks: [`https://c${n}.acme.test/cb`] }),
        ),
        ...makeEach((n) =>
          declareResource('connections', `con-${n}`, { enabled_clients: [`client ${n}`] }, { strategy: 'auth0' }),
        ),
      ],
      policy: { ...DEFAULT_POLICY, prune: ['roles'], limits },
      absent: [],
      digest: 'bench',
    },
    snapshot: {
      tenant: 'acme.eu.auth0.com',
      types: {
        clients: { status: 'read', resources: [] },
        connections: { status: 'read', resources: [] },
        roles: {
          status: 'read',
          resources: makeEach((n) => ({ id: `rol_${n}`, body: { id: `rol_${n}`, name: `role ${n}` }, relations: {} })),
        },
      },
    },
  };
}

const refuseSecrets = (): never => {
  throw new Error('no secrets here');
};

async function measureOnce(operations: number): Promise<ApplyMeasurement> {
  const { definition, snapshot } = createChanges(operations);
  const from = process.cpuUsage();
  const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'bench' });
  const planned = process.cpuUsage(from);
  if (!made.ok) throw new Error(JSON.stringify(made.error[0]));
  const live = snapshot.types.roles;
  const api = createStubApi({ '/roles': live?.status === 'read' ? live.resources.map(({ body }) => body) : [] });
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  process.chdir(folder);
  const begun = process.cpuUsage();
  const recording = {
    run: createRunId(),
    plan: made.value,
    files: ['tenant.yaml'],
    secrets: refuseSecrets,
    env: {},
    at: new Date(),
  };
  const done = await executeRecorded(recording, (journal) =>
    applyPlan({
      plan: made.value,
      journal,
      api,
      catalogue: CATALOGUE,
      resolveSecret: refuseSecrets,
      run: 'bench',
    }),
  );
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  const { result } = done.value;
  const applied = process.cpuUsage(begun);
  rmSync(folder, { recursive: true });
  const wrong = result.operations.find(({ status }) => status !== 'done') ?? result.refused?.[0];
  if (wrong) throw new Error(JSON.stringify(wrong));
  const toMilliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
  return {
    operations: listChanges(made.value).length,
    planMs: toMilliseconds(planned),
    applyMs: toMilliseconds(applied),
    peakMb: process.resourceUsage().maxRSS / 1000,
  };
}

/** In a process of its own, whose peak nobody else has made. */
export function measureApplying(operations: number): ApplyMeasurement {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', script, String(operations)], { encoding: 'utf8' }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(await measureOnce(Number(process.argv[2]))));
