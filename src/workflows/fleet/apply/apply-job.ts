import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import { failWith, succeed } from '../../../model/plan/outcome.ts';
import { classifyResult, type Result } from '../../../model/plan/result.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import { applyDefinition } from '../../apply/apply-definition.ts';
import type { ApplyPlannedOptions } from '../../apply/apply-ports.ts';
import type { Environment } from '../../ports.ts';
import { readResumableRun } from '../../runs/resume-run.ts';
import type { JobOutcome, TenantJob } from '../tenant-job.ts';

export interface FleetApplyOptions extends ApplyPlannedOptions {
  /** Seconds to wait for another apply of a tenant. */
  readonly lockWait?: number;
  /** Seconds after which a saved plan is refused. */
  readonly maxAge?: number;
}

interface ApplyJobInput {
  /** File of the plan to apply. */
  readonly plan: string;
  /** Earlier runs of this plan, oldest first. */
  readonly runs: readonly string[];
  readonly interrupt: AbortSignal;
}

/** Applies a saved plan, or what an interrupted run left of it. */
export const createApplyJob =
  ({ plan, runs, interrupt }: ApplyJobInput, { maxAge, lockWait, failFast }: FleetApplyOptions): TenantJob =>
  async ({ files, loading, tenant }, ports) => {
    const resume = await findResumableRun(runs, ports.env);
    const source = resume === undefined ? { plan, ...omitUndefined({ maxAge }) } : { resume };
    const outcome = await applyDefinition(
      { ...omitUndefined({ lockWait, failFast }), ...source, files, loading, tenant, emulated: tenant.emulator !== undefined },
      { ...ports, listenForInterrupt: () => ({ signal: interrupt, stop: () => undefined }) },
    );
    if (outcome.ok) return succeed(describeResult(outcome.value));
    const { kind, problems } = outcome.error;
    return kind === 'refused' ? succeed({ state: 'refused', problems }) : failWith(problems);
  };

/** Returns the newest run that recorded its plan and its journal. One that was interrupted before that did nothing. */
async function findResumableRun(runs: readonly string[], env: Environment): Promise<string | undefined> {
  for (const run of [...runs].reverse()) if ((await readResumableRun(run, env)).ok) return run;
  return undefined;
}

const RESULT_STATES = { complete: 'applied', partial: 'partly applied', failed: 'failed', refused: 'refused' } as const;

function describeResult(result: Result): JobOutcome {
  const { run, operations, refused = [] } = result;
  return {
    state: RESULT_STATES[classifyResult(result)],
    ...(operations.length > 0 ? { run } : {}),
    problems: [...refused, ...operations.flatMap(({ problems }): readonly Problem[] => problems)],
  };
}
