import type { TenantRow } from '../../../model/fleet-report.ts';
import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import type { TenantTarget } from '../../../project/project.ts';
import { createRunId } from '../../runs/run-id.ts';
import { runConcurrently } from '../run-concurrently.ts';
import { createRowCounter } from '../run-fleet.ts';
import { getPlanFile } from '../save-documents.ts';
import { type TenantWork, workOnTenant } from '../work-on-tenant.ts';
import { createApplyJob, type FleetApplyOptions } from './apply-job.ts';
import { verifyCanary } from './canary-drift.ts';
import { appendFleetEntry } from './fleet-journal.ts';
import type { FleetRun } from './fleet-run-folder.ts';
import { splitWaves, type WaveSize } from './waves.ts';

export interface WaveSetting extends Pick<TenantWork, 'ports' | 'prepare'> {
  readonly options: FleetApplyOptions;
  readonly run: FleetRun;
  readonly targets: readonly TenantTarget[];
  readonly interrupt: AbortSignal;
}

/** Whether the tenant is what its definition says. */
export const isSettled = ({ state }: TenantRow): boolean => state === 'applied' || state === 'in sync';

/**
 * Applies the plans of these tenants. A wave begins when the one before has ended well; otherwise the rest is not started. Returns the rows
 * by the name of the tenant.
 */
export async function applyInWaves(
  planned: readonly TenantRow[],
  { parallel, canary }: { readonly parallel: number; readonly canary: readonly WaveSize[] },
  setting: WaveSetting,
): Promise<ReadonlyMap<string, TenantRow>> {
  const { options, interrupt, ports } = setting;
  const waves = splitWaves(planned, canary);
  const count = createRowCounter(planned.length, ports.progress);
  const applied = new Map<string, TenantRow>();
  let failed: string | undefined;
  for (const [index, wave] of waves.entries()) {
    const stopped = failed === undefined ? undefined : `wave ${index} of ${waves.length} failed: ${failed}`;
    const rows = await runConcurrently(wave, parallel, async (row) => {
      const because =
        stopped ?? (interrupt.aborted ? 'interrupted' : options.failFast ? failed && `failed: ${failed}` : undefined);
      if (because !== undefined) return createUnstartedRow(row, because);
      const done = count(await applyTarget(row, index < waves.length - 1, setting));
      if (!isSettled(done)) failed ??= done.name;
      return done;
    });
    for (const row of rows) applied.set(row.name, row);
  }
  ports.progress.clear();
  return applied;
}

const createUnstartedRow = (planned: TenantRow, because: string): TenantRow => ({
  ...planned,
  state: 'not started',
  because,
  problems: [],
  durationMs: 0,
});

/** Applies the plan of a tenant and records that. A canary is then compared with its definition. */
async function applyTarget(planned: TenantRow, isCanary: boolean, setting: WaveSetting): Promise<TenantRow> {
  const { options, run, targets, ports, prepare, interrupt } = setting;
  const target = targets.find(({ name }) => name === planned.name);
  if (!target) return createUnstartedRow(planned, 'it is not in the project');
  const runId = createRunId();
  const runs = run.recorded.get(target.name)?.runs ?? [];
  appendFleetEntry(run.journal, { entry: 'started', name: target.name, run: runId });
  const job = createApplyJob({ plan: getPlanFile(run.plans, target.name), runs, interrupt }, options);
  const { counts, impact, digest } = planned;
  const row = { ...(await workOnTenant(target, { prepare, job, ports, runId })), ...omitUndefined({ counts, impact, digest }) };
  const verified = isCanary && isSettled(row) ? await verifyCanary(target, row, { prepare, ports }) : row;
  if (isSettled(verified)) appendFleetEntry(run.journal, { entry: 'done', row: verified });
  return verified;
}
