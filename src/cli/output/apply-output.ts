import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import { classifyResult } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ResultFormat } from '../../reporter/report-formats.ts';
import type { ApplyFailure, ApplyOutcome, ApplyPorts } from '../../workflows/apply/apply-ports.ts';
import { formatEstimatedDuration } from '../../workflows/apply/estimate-duration.ts';
import type { Environment, Progress } from '../../workflows/ports.ts';
import { createTicketCommand } from '../../workflows/tickets/ticket-command.ts';
import { createTicketFile } from '../../workflows/tickets/ticket-file.ts';
import type { TicketReceiver } from '../../workflows/tickets/ticket-receiver.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { confirmPlan } from './confirm-plan.ts';
import { renderPlan, renderResult } from './render-documents.ts';
import type { CommandRun } from './run-with-events.ts';
import { reportFailure, type Terminal } from './terminal.ts';

export interface ApplyOutputFlags {
  readonly format: ResultFormat;
  readonly yes?: boolean;
  readonly tickets?: string;
  readonly ticketsCommand?: string;
}

/** Creates the ports of an apply in a terminal: prints the plan, asks for confirmation, and lets operations finish on Ctrl-C. */
export const createApplyPorts = ({ terminal, ports }: CommandRun, { format, yes, ...flags }: ApplyOutputFlags): ApplyPorts => ({
  ...ports,
  onPlan: async (plan, { api }) => {
    if (format !== 'text') return;
    const time = formatEstimatedDuration(plan, api);
    terminal.print(await renderPlan(plan, 'text', terminal, time === undefined ? {} : { time }));
  },
  confirm: async (plan) => (yes || (await confirmPlan(plan, terminal)) ? undefined : createNotConfirmedProblem(terminal)),
  listenForInterrupt: () => listenForInterrupt(ports.progress),
  ...omitUndefined({ tickets: createTicketReceiver(flags, ports.env) }),
});

type TicketFlags = Pick<ApplyOutputFlags, 'tickets' | 'ticketsCommand'>;

function createTicketReceiver({ tickets, ticketsCommand }: TicketFlags, env: Environment): TicketReceiver | undefined {
  if (tickets !== undefined) return createTicketFile(tickets);
  return ticketsCommand === undefined ? undefined : createTicketCommand(ticketsCommand, env);
}

export const createNotConfirmedProblem = (terminal: Terminal): Problem => ({
  code: 'not-confirmed',
  severity: 'error',
  message: terminal.interactive ? 'Cancelled; nothing changed' : 'no terminal to confirm in; nothing changed',
  ...(terminal.interactive ? {} : { hint: 'Pass --yes to apply without confirmation.' }),
});

/** The first Ctrl-C lets operations in progress finish; the second one ends the process immediately. */
export function listenForInterrupt(progress: Progress): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  const handleInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    progress.show('finishing operations in progress; press Ctrl-C again to stop immediately …');
    controller.abort();
  };
  process.on('SIGINT', handleInterrupt);
  return { signal: controller.signal, stop: () => void process.off('SIGINT', handleInterrupt) };
}

/** Prints the result of an apply, or why it was not started, and returns the exit code. */
export async function reportApply(outcome: ApplyOutcome, format: ResultFormat, terminal: Terminal): Promise<ExitCode> {
  if (!outcome.ok) return reportApplyFailure(outcome.error, format, terminal);
  const result = outcome.value;
  // An empty plan has already been printed as text; there is nothing to add.
  if (result.operations.length > 0 || result.refused || format !== 'text')
    terminal.print(await renderResult(result, format, terminal));
  return RESULT_EXITS[classifyResult(result)];
}

/** A plan printed as text already shows its refusals. */
export const reportApplyFailure = (
  { kind, problems, plan }: ApplyFailure,
  format: ResultFormat,
  terminal: Terminal,
): Promise<ExitCode> =>
  reportFailure(plan && format === 'text' ? [] : problems, terminal, kind === 'refused' ? EXIT.refused : EXIT.error);

const RESULT_EXITS = { complete: EXIT.ok, partial: EXIT.partial, failed: EXIT.error, refused: EXIT.refused } as const;

/** Prints the plan of a rollback or a restore that `--out` saved. */
export async function reportSavedPlan(plan: Plan, file: string, format: ResultFormat, terminal: Terminal): Promise<ExitCode> {
  terminal.print(await renderPlan(plan, format, terminal));
  if (plan.refusals.length > 0) return EXIT.error;
  if (listChanges(plan).length > 0) terminal.printMessage(`Saved. Review it, then run: tenon apply --plan ${file}`);
  return EXIT.ok;
}
