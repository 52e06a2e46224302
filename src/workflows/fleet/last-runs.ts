import type { LastRun } from '../../model/fleet-report.ts';
import { type RunRecord, readRun } from '../runs/read-run.ts';
import { listRunIds, parseRunStart } from '../runs/run-folder.ts';

/** Finds the newest run of each tenant in this folder, by the tenant's domain. Runs that cannot be read are left out. */
export function findLastRuns(): ReadonlyMap<string, LastRun> {
  const newest = new Map<string, LastRun>();
  for (const run of listRunIds()) {
    const record = readRun(run);
    if (!record.ok || newest.has(record.value.header.tenant)) continue;
    newest.set(record.value.header.tenant, { run, at: parseRunStart(run).toISOString(), outcome: judgeRun(record.value) });
  }
  return newest;
}

function judgeRun({ result }: RunRecord): LastRun['outcome'] {
  if (!result) return 'interrupted';
  if (result.refused) return 'refused';
  return result.operations.every(({ status }) => status === 'done') ? 'complete' : 'incomplete';
}
