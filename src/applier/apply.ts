import type { ManagementApi } from '../management-api/types.ts';
import { changesOf, type Operation, type Plan } from '../model/plan/plan.ts';
import { type OperationResult, RESULT_FORMAT, type Result } from '../model/plan/result.ts';
import { faultText } from '../model/problem/fault.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { ResourceType } from '../resources/define.ts';
import { type Journal, NO_JOURNAL } from './journal.ts';
import { stateBefore } from './preconditions/before.ts';
import { type Found, runChecks } from './preconditions/checks.ts';
import { forbidden } from './preconditions/forbidden.ts';
import { writeScopes } from './preconditions/scopes.ts';
import type { ApplyEvent, Run } from './run.ts';
import { notStarted } from './schedule/queue.ts';
import { performAll } from './schedule/schedule.ts';
import { type Performed, perform } from './send/perform.ts';
import type { SecretResolver } from './send/resolve.ts';
import { canWatch, RunWatch } from './send/watch-other-runs.ts';

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
  /** Whether the tenant's log is watched for what other runs create meanwhile. `countLooks` says how many requests that takes. */
  readonly watchLog?: boolean;
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
  const watch = input.watchLog ? await beginWatch(input) : undefined;
  const checked = await runChecks(plan, input.api, input.catalogue);
  if (!checked.ok) return refused(input, checked.error);
  const met = await watch?.look();
  if (met) return refused(input, [met]);
  const journal = input.journal ?? NO_JOURNAL;
  const identity = await input.api.identity();
  const granted = identity.ok ? identity.value.scopes : undefined;
  const unsaved = await journal.before(stateBefore(plan, checked.value, input.catalogue, granted));
  if (unsaved) return refused(input, [unsaved]);
  return resultOf(input, await performPlan({ ...input, journal }, checked.value, watch));
}

async function beginWatch(input: ApplyInput): Promise<RunWatch | undefined> {
  const identity = await input.api.identity();
  if (identity.ok && !canWatch(identity.value.scopes)) return undefined;
  const watch = new RunWatch(input);
  await watch.begin();
  return watch;
}

type Journaled = ApplyInput & { readonly journal: Journal };

async function performPlan(input: Journaled, { resources }: Found, watch?: RunWatch): Promise<readonly OperationResult[]> {
  const run: Omit<Run, 'rest'> = {
    api: input.api,
    catalogue: input.catalogue,
    secrets: input.secrets,
    created: new Map(),
    before: resources,
    settle: input.settle ?? SETTLE,
    patience: input.patience ?? PATIENCE,
    announce: (event) => void input.onEvent?.(event),
  };
  const operations = changesOf(input.plan);
  let halted: string | undefined;
  const results = await performAll({
    operations: watch?.sort(operations) ?? operations,
    concurrency: input.concurrency ?? CONCURRENCY,
    stop: () => stopReason(input.interrupt) ?? halted ?? watch?.met?.message,
    perform: async (operation, rest) => {
      await watch?.hold(operation);
      if (watch?.met) return notStarted(operation, watch.met.message);
      const result = await performOne(operation, { ...run, rest }, input, watch);
      if (input.failFast && result.status === 'failed') halted ??= `"${result.id}" failed`;
      if (result.problems.some(({ code }) => code === 'run-unwritable')) halted ??= 'the journal cannot be written';
      return result;
    },
  });
  return inOrderOf(operations, watch ? await watch.report(results) : results);
}

function inOrderOf(operations: readonly Operation[], results: readonly OperationResult[]): readonly OperationResult[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return operations.flatMap(({ id }) => byId.get(id) ?? []);
}

function stopReason(interrupt: AbortSignal | undefined): string | undefined {
  if (!interrupt?.aborted) return undefined;
  return typeof interrupt.reason === 'string' ? interrupt.reason : 'interrupted';
}

async function performOne(
  operation: Operation,
  run: Run,
  { onEvent, journal }: Journaled,
  watch?: RunWatch,
): Promise<OperationResult> {
  const unkept = await journal.begins(operation);
  await onEvent?.({ kind: 'started', operation });
  const performed = unkept ? { ok: false, problems: [unkept] } : await perform(operation, run).catch(broken(operation));
  const made = resultFrom(operation, performed);
  const result = watch ? await watch.examine(made) : made;
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
