import type { TenantRow } from '../../model/fleet-report.ts';
import { failWith, type Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { describeUnexpectedError } from '../../model/problem/unexpected-error.ts';
import type { TenantTarget } from '../../project/project.ts';
import { NO_EVENTS } from '../events/event-file.ts';
import type { WorkflowPorts } from '../ports.ts';
import { createRunId } from '../runs/run-id.ts';
import type { PrepareTenant } from './prepare-tenant.ts';
import { describeFailure } from './row-facts.ts';
import type { JobOutcome, TenantDocument, TenantJob } from './tenant-job.ts';

export interface TenantWork {
  readonly prepare: PrepareTenant;
  readonly job: TenantJob;
  readonly ports: WorkflowPorts;
  /** Id of the tenant's own run. Undefined: a new one. */
  readonly runId?: string;
  /** Receives the document of a tenant as soon as its row is complete. */
  readonly show?: (row: TenantRow, document: TenantDocument) => Promise<void>;
}

/** More problems of one tenant say little more, and the rows of all tenants are kept in memory. */
const MAX_PROBLEMS = 20;

/** Does the work of a verb for one tenant. Whatever goes wrong becomes its row. */
export async function workOnTenant(target: TenantTarget, { prepare, job, ports, runId, show }: TenantWork): Promise<TenantRow> {
  const started = performance.now();
  const warnings: Problem[] = [];
  const outcome = await catchErrors(async () => job(prepare(target), createTenantPorts(ports, target.name, warnings, runId)));
  const { shown, problems = [], ...result } = outcome.ok ? outcome.value : describeFailure(outcome.error);
  const { name, domain } = target;
  const durationMs = Math.round(performance.now() - started);
  const row = { name, domain, ...result, problems: [...problems, ...warnings].slice(0, MAX_PROBLEMS), durationMs };
  if (shown) await show?.(row, shown);
  return row;
}

async function catchErrors(
  work: () => Promise<Outcome<JobOutcome, readonly Problem[]>>,
): Promise<Outcome<JobOutcome, readonly Problem[]>> {
  try {
    return await work();
  } catch (error) {
    return failWith([
      {
        code: 'internal',
        severity: 'error',
        message: describeUnexpectedError(error),
        hint: 'This is a bug in tenon. The other tenants are not affected. Please report it.',
      },
    ]);
  }
}

/** Warnings become part of the row; lines of progress say which tenant they are about. */
const createTenantPorts = (ports: WorkflowPorts, name: string, warnings: Problem[], runId = createRunId()): WorkflowPorts => ({
  ...ports,
  runId,
  events: NO_EVENTS,
  progress: {
    show: () => undefined,
    writeLine: (text) => ports.progress.writeLine(`${name}: ${text}`),
    clear: () => undefined,
  },
  report: (problems) => void warnings.push(...problems),
});
