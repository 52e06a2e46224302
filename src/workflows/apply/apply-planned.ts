import { createSecretResolver } from '../../loader/substitute/secret-resolver.ts';

import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { listChanges, listRefusals, type Plan } from '../../model/plan/plan.ts';
import type { Result } from '../../model/plan/result.ts';
import { listTicketOperations, refuseUnreceivedTickets } from '../../model/plan/tickets.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { emitFinalEvents } from '../events/emit-events.ts';
import { executeRecorded } from '../runs/execute-recorded.ts';
import { lockLostProblem } from '../tenant/lock-tenant.ts';
import { type ApplyOutcome, type ApplyPlannedOptions, type ApplyPorts, type ApplySetting, failApply } from './apply-ports.ts';
import { sendPlan } from './send-plan.ts';

/** Shows the plan, asks for confirmation, applies it and records the run, so that it can be resumed or rolled back. */
export async function applyPlanned(
  plan: Plan,
  setting: ApplySetting,
  options: ApplyPlannedOptions,
  ports: ApplyPorts,
): Promise<ApplyOutcome> {
  await ports.onPlan?.(plan, setting.tenant);
  const refusals = listRefusals(plan);
  if (refusals.length > 0) return failWith({ kind: 'refused', problems: refusals, plan });
  const unreceived = refuseUnreceivedTickets(plan, ports.tickets !== undefined);
  if (unreceived.length > 0) return failApply('refused', unreceived);
  const hasChanges = listChanges(plan).length > 0;
  const objection = hasChanges ? await ports.confirm?.(plan) : undefined;
  if (objection) return failApply('refused', [objection]);
  const outcome = hasChanges
    ? await performReceived(plan, setting, options, ports)
    : succeed(await sendPlan(plan, setting, options, ports));
  if (!outcome.ok) return failApply('refused', [outcome.error]);
  const result = outcome.value;
  emitFinalEvents(ports.events, result);
  if (setting.lost?.aborted && result.operations.some(({ status }) => status === 'not started'))
    await ports.report([lockLostProblem]);
  return succeed(result);
}

/** Applies the plan once its tickets, if it has any, can be received. */
async function performReceived(
  plan: Plan,
  setting: ApplySetting,
  options: ApplyPlannedOptions,
  ports: ApplyPorts,
): Promise<Outcome<Result, Problem>> {
  const { tickets } = ports;
  if (!tickets || listTicketOperations(plan).length === 0) return performRecorded(plan, setting, options, ports);
  try {
    const problem = await tickets.open();
    return problem ? failWith(problem) : await performRecorded(plan, setting, options, ports);
  } finally {
    await tickets.close();
  }
}

/** Applies the plan and records it, the state before and each operation in the folder of the run. */
async function performRecorded(
  plan: Plan,
  setting: ApplySetting,
  options: ApplyPlannedOptions,
  ports: ApplyPorts,
): Promise<Outcome<Result, Problem>> {
  const { loaded, files, resumes, destination, tenant } = setting;
  const recording = {
    run: tenant.runId,
    plan,
    files,
    secrets: createSecretResolver(loaded.definition),
    env: ports.env,
    at: ports.now(),
    ...omitUndefined({ resumes, destination }),
  };
  const done = await executeRecorded(recording, (journal) => sendPlan(plan, setting, options, ports, journal));
  if (!done.ok) return done;
  if (done.value.untold) await ports.report([done.value.untold]);
  return succeed(done.value.result);
}
