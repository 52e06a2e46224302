import type { ManagementApi } from '../management-api/types.ts';
import { faultText } from '../model/fault.ts';
import { changesOf, type Operation, type Plan } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import { type OperationResult, RESULT_FORMAT, type Result } from '../model/result.ts';
import type { ResourceType } from '../resources/define.ts';
import { stateBefore } from './before.ts';
import { runChecks } from './checks.ts';
import { forbidden } from './forbidden.ts';
import { type Journal, NO_JOURNAL } from './journal.ts';
import { type Performed, perform } from './perform.ts';
import { notStarted } from './queue.ts';
import type { SecretResolver } from './resolve.ts';
import type { ApplyEvent, Run } from './run.ts';
import { performAll } from './schedule.ts';
import { writeScopes } from './scopes.ts';

export interface ApplyInput {
  readonly plan: Plan;
  readonly api: ManagementApi;
  readonly catalogue: readonly ResourceType[];
  readonly secrets: SecretResolver;
  /** The run's id: also the beginning of every request's correlation id. */
  readonly run: string;
  /** Once aborted, what is under way is finished and nothing new is begun. A text as its reason is told. */
  readonly interrupt?: AbortSignal;
  readonly onEvent?: (event: ApplyEvent) => void | Promise<void>;
  readonly journal?: Journal;
  /** Begin nothing new once an operation has failed, instead of all that does not depend on it. */
  readonly failFast?: boolean;
  readonly concurrency?: number;
  readonly settle?: Run['settle'];
  readonly patience?: Run['patience'];
}

/** Operations under way at once; the limiter sets the pace. */
const CONCURRENCY = 8;
// Reads have been seen to lag behind writes by a few seconds.
const SETTLE = { attempts: 3, delayMs: 700, lateMs: 6000 };
const PATIENCE = { looks: 600, everyMs: 1000 };

/** Performs exactly the plan: nothing if it is refused or the tenant has moved, else every operation that its dependencies allow. */
export async function applyPlan(input: ApplyInput): Promise<Result> {
  const spentBefore = input.api.spent();
  const result = await applied(input);
  return { ...result, requests: requestsSince(spentBefore, input.api.spent()) };
}

/** What this apply has sent: the client may have read for others before. */
const requestsSince = (before: Requests, after: Requests): Requests => ({
  reads: after.reads - before.reads,
  writes: after.writes - before.writes,
});

async function applied(input: ApplyInput): Promise<Unspent> {
  const { plan } = input;
  const refusals = plan.refusals.length > 0 ? plan.refusals : forbidden(plan, input.catalogue);
  if (refusals.length > 0) return refused(input, refusals);
  const allowed = await writeScopes(plan, input.api, input.catalogue);
  if (!allowed.ok) return refused(input, allowed.error);
  const checked = await runChecks(plan, input.api, input.catalogue);
  if (!checked.ok) return refused(input, checked.error);
  const journal = input.journal ?? NO_JOURNAL;
  const identity = await input.api.identity();
  const granted = identity.ok ? identity.value.scopes : undefined;
  const unsaved = await journal.before(stateBefore(plan, checked.value, input.catalogue, granted));
  if (unsaved) return refused(input, [unsaved]);
  const run: Omit<Run, 'rest'> = {
    api: input.api,
    catalogue: input.catalogue,
    secrets: input.secrets,
    created: new Map(),
    before: checked.value.resources,
    settle: input.settle ?? SETTLE,
    patience: input.patience ?? PATIENCE,
    announce: (event) => void input.onEvent?.(event),
  };
  let halted: string | undefined;
  const operations = await performAll({
    operations: changesOf(plan),
    concurrency: input.concurrency ?? CONCURRENCY,
    stop: () => stopReason(input.interrupt) ?? halted,
    perform: async (operation, rest) => {
      const result = await performOne(operation, { ...run, rest }, { ...input, journal });
      if (input.failFast && result.status === 'failed') halted ??= `"${result.id}" failed`;
      if (result.problems.some(({ code }) => code === 'run-unwritable')) halted ??= 'the journal cannot be written';
      return result;
    },
  });
  return resultOf(input, operations);
}

function stopReason(interrupt: AbortSignal | undefined): string | undefined {
  if (!interrupt?.aborted) return undefined;
  return typeof interrupt.reason === 'string' ? interrupt.reason : 'interrupted';
}

type Told = Pick<ApplyInput, 'onEvent'> & { readonly journal: Journal };

async function performOne(operation: Operation, run: Run, { onEvent, journal }: Told): Promise<OperationResult> {
  const unkept = await journal.begins(operation);
  await onEvent?.({ kind: 'started', operation });
  const performed = unkept ? { ok: false, problems: [unkept] } : await perform(operation, run).catch(broken(operation));
  const result = resultFrom(operation, performed);
  const untold = await journal.ended(result);
  // What is done is done, whether or not it could be written down.
  const told = untold ? { ...result, problems: [...result.problems, { ...untold, severity: 'warning' } as const] } : result;
  await onEvent?.({ kind: 'finished', result: told });
  return told;
}

function resultFrom(operation: Operation, performed: Performed): OperationResult {
  const { because: _, ...known } = notStarted(operation, '');
  return {
    ...known,
    status: performed.ok ? 'done' : 'failed',
    problems: performed.problems,
    ...(performed.partly ? { partly: true } : {}),
    ...(performed.liveId === undefined ? {} : { liveId: performed.liveId }),
  };
}

/** A fault of ours ends one operation, not the truth about the others. What it had sent is not known. */
const broken =
  (operation: Operation) =>
  (error: unknown): Performed => ({
    ok: false,
    partly: true,
    problems: [
      {
        code: 'internal',
        severity: 'error',
        message: faultText(error),
        place: { kind: 'address', address: operation.address },
        hint: 'This is a fault in tenon; please report it. Plan again: the next plan shows what is missing.',
      },
    ],
  });

type Requests = Result['requests'];
type Unspent = Omit<Result, 'requests'>;

const resultOf = (input: ApplyInput, operations: readonly OperationResult[]): Unspent => ({
  format: RESULT_FORMAT,
  run: input.run,
  tenant: input.plan.tenant,
  operations,
});

/** Nothing was begun: every operation is still to do. */
const refused = (input: ApplyInput, problems: readonly Problem[]): Unspent => ({
  ...resultOf(
    input,
    changesOf(input.plan).map((operation) => notStarted(operation, 'the plan was refused')),
  ),
  refused: problems,
});
