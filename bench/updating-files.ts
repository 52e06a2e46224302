import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { updateFiles } from '../src/exporter/update/update-files.ts';
import { load } from '../src/loader/load-definition.ts';
import { listChanges } from '../src/model/plan/plan.ts';
import type { LiveResource } from '../src/model/snapshot.ts';
import { planChanges } from '../src/planner/plan-changes.ts';
import { CATALOGUE } from '../src/resources/catalogue.ts';

export interface UpdateMeasurement {
  readonly lines: number;
  readonly differ: number;
  readonly loadMs: number;
  readonly updateMs: number;
}

const LINES = 10;
const writeClientYaml = (n: number): string =>
  `  - name: client-${n}  # number ${n}
    description: 'Number ${n}'
    app_type: spa
    callbacks:
      - https://c${n}.acme.test/cb
      - https://c${n}.acme.test/other
    allowed_logout_urls: [https://c${n}.acme.test/bye]
    client_metadata:
      team: "team-${n % 17}"
      # kept
`;

const createLiveClient = (n: number, differs: boolean): LiveResource => ({
  id: `id-${n}`,
  relations: {},
  body: {
    client_id: `id-${n}`,
    name: `client-${n}`,
    description: differs ? 'Changed' : `Number ${n}`,
    app_type: 'spa',
    callbacks: [`https://c${n}.acme.test/cb`, differs ? `https://c${n}.acme.test/new` : `https://c${n}.acme.test/other`],
    allowed_logout_urls: [`https://c${n}.acme.test/bye`],
    client_metadata: { team: `team-${n % 17}` },
  },
});

/** How long it takes to take over what differs into a file of so many lines: reading the file, and all that comes after the plan. */
export async function measureUpdate(lines: number, differ: number): Promise<UpdateMeasurement> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  try {
    const numbers = Array.from({ length: lines / LINES }, (_, n) => n);
    const file = join(folder, 'tenant.yaml');
    writeFileSync(file, `clients:\n${numbers.map(writeClientYaml).join('')}`);
    const started = performance.now();
    const loaded = await load({ files: [file], env: {} });
    if (!loaded.ok) throw new Error(loaded.error[0]?.message);
    const read = performance.now();
    const resources = numbers.map((n) => createLiveClient(n, n < differ));
    const snapshot = { tenant: 'acme.eu.auth0.com', types: { clients: { status: 'read', resources } } } as const;
    const { definition, findWritten: written } = loaded.value;
    const plan = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'bench' });
    if (!plan.ok) throw new Error(plan.error[0]?.message);
    const planned = performance.now();
    const operations = listChanges(plan.value);
    const updated = updateFiles({
      operations,
      snapshot,
      catalogue: CATALOGUE,
      findWritten: written,
      canChangeFile: () => true,
    });
    if (updated.taken.length !== differ) throw new Error(`${updated.taken.length} taken over`);
    return { lines, differ, loadMs: read - started, updateMs: performance.now() - planned };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
