import type { ApplyEvent, DeliverTicket } from '../../applier/apply-context.ts';
import type { RunJournal } from '../../applier/run-journal.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import { createSecretResolver } from '../../loader/substitute/secret-resolver.ts';

import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import type { Result } from '../../model/plan/result.ts';
import { locateInFiles } from '../definition/load-files.ts';
import { emitApplyEvent } from '../events/emit-events.ts';
import type { WorkflowPorts } from '../ports.ts';
import type { ApplyPlannedOptions, ApplyPorts, ApplySetting } from './apply-ports.ts';
import { formatTimeLeft } from './format-duration.ts';

/** Sends the operations of a plan. Problems in the result point to lines of the definition files. */
export async function sendPlan(
  plan: Plan,
  { loaded, tenant, lost }: ApplySetting,
  { failFast = false }: ApplyPlannedOptions,
  ports: ApplyPorts,
  journal?: RunJournal,
): Promise<Result> {
  const { applyPlan } = await import('../../applier/apply-plan.ts');
  const listening = ports.listenForInterrupt?.();
  const signals = [listening?.signal, lost].filter((signal) => signal !== undefined);
  try {
    const result = await applyPlan({
      plan,
      api: tenant.api,
      catalogue: loaded.catalogue,
      resolveSecret: createSecretResolver(loaded.definition),
      run: tenant.runId,
      watchLog: true,
      failFast,
      ...omitUndefined({ journal, deliverTicket: createTicketDelivery(ports) }),
      ...(signals.length > 0 ? { interrupt: AbortSignal.any(signals) } : {}),
      onEvent: createApplyReporter(plan, ports),
    });
    return locateProblems(result, loaded);
  } finally {
    listening?.stop();
    ports.progress.clear();
  }
}

/** Adds when a ticket expires, and how to get another one if it cannot be delivered. */
function createTicketDelivery({ tickets, now, runId }: ApplyPorts): DeliverTicket | undefined {
  if (!tickets) return undefined;
  return async ({ seconds, ...ticket }) => {
    const expires = new Date(now().getTime() + seconds * 1000).toISOString();
    const problem = await tickets.deliver({ ...ticket, expires });
    if (!problem) return undefined;
    const { hint = '', ...failure } = problem;
    return {
      ...failure,
      hint: `${hint} Then get another ticket: tenon apply --resume ${runId}, with --tickets or --tickets-command.`.trim(),
    };
  };
}

function createApplyReporter(plan: Plan, { events, progress }: WorkflowPorts): (event: ApplyEvent) => void {
  let finished = 0;
  const started = performance.now();
  const total = listChanges(plan).length;
  return (event) => {
    if (event.kind === 'waiting') return progress.writeLine(formatRecoveryWait(event));
    emitApplyEvent(events, event);
    if (event.kind === 'finished') finished += 1;
    const timeLeft = formatTimeLeft(performance.now() - started, finished, total);
    const id = event.kind === 'started' ? event.operation.id : event.result.id;
    progress.show(`applying ${finished}/${total}${timeLeft}: ${id}`);
  };
}

const formatRecoveryWait = ({ operation, ms }: Extract<ApplyEvent, { kind: 'waiting' }>): string =>
  `waiting ${Math.ceil(ms / 1000)} s: no answer to "${operation.id}"; checking the tenant again before the request is resent`;

const locateProblems = (result: Result, loaded: Loaded): Result => ({
  ...result,
  operations: result.operations.map((operation) => ({
    ...operation,
    problems: operation.problems.map((problem) => locateInFiles(problem, loaded)),
  })),
  ...omitUndefined({ refused: result.refused?.map((problem) => locateInFiles(problem, loaded)) }),
});
