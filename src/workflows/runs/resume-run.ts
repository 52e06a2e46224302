import { checkResumedPlan, type RunProgress } from '../../applier/check-resumed-plan.ts';
import type { Address } from '../../model/address.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import { listTicketOperations } from '../../model/plan/tickets.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { formatRestoreCommand, type RestoreDestination } from '../plan-file/restore-destination.ts';
import type { SavedPlan } from '../plan-file/saved-plan.ts';
import type { Environment, Progress } from '../ports.ts';
import { type RunRecord, readRun, readRunPlan } from './read-run.ts';
import { findStoredRunId } from './run-folder.ts';

/** An interrupted run to resume. */
export interface ResumedRun {
  readonly record: RunRecord;
  readonly saved: SavedPlan;
}

export async function readResumableRun(run: string, env: Environment): Promise<Outcome<ResumedRun, Problem>> {
  const known = findStoredRunId(run);
  const record = known.ok ? readRun(known.value) : known;
  if (!record.ok) return record;
  const saved = await readRunPlan(run, env);
  if (!saved.ok) return saved;
  const { files, destination } = saved.value;
  return files.length === 0 && !destination
    ? failWith(createDestinationMissingProblem(run))
    : succeed({ record: record.value, saved: saved.value });
}

/** For runs of older versions of tenon, which did not save the destination of a rollback or a restore. */
const createDestinationMissingProblem = (run: string): Problem => ({
  code: 'plan-foreign',
  severity: 'error',
  message: `the run ${run} names neither a definition nor a saved state, so it cannot be resumed`,
  hint: 'Run the rollback or restore again: it plans what is left.',
});

const readProgress = ({ operations }: RunRecord): RunProgress =>
  new Map([...operations].map(([id, one]) => [id, one.state === 'ended' && one.result.status === 'done' ? 'done' : 'begun']));

/** Lists the resources whose tickets the run has not delivered, although it may have created them. */
export function listMissingTickets({ record, saved }: ResumedRun): readonly Address[] {
  const reached = readProgress(record);
  return listTicketOperations(saved.plan)
    .filter(({ id }) => reached.get(id) !== 'done')
    .map(({ address }) => address);
}

/** Checks that a fresh plan of the same definition or saved state contains only what the run left undone. */
export function verifyRemainder(
  { record, saved }: ResumedRun,
  fresh: Plan,
  progress: Progress,
): Outcome<Plan, readonly Problem[]> {
  const reached = readProgress(record);
  const problems = checkResumedPlan(saved.plan, reached, fresh);
  const { destination } = saved;
  if (problems.length > 0)
    return failWith(destination ? problems.map((problem) => addRestartHint(problem, destination)) : problems);
  const states = [...reached.values()];
  const done = states.filter((state) => state === 'done').length;
  const unfinished = states.length - done;
  progress.writeLine(
    `Resuming ${record.run}: ${done} of ${record.header.operations} operations were done${unfinished === 0 ? '' : `, ${unfinished} failed or were in progress`}. ` +
      `The rest was planned again from the same ${destination ? 'saved state' : 'definition'}:`,
  );
  return succeed(fresh);
}

const addRestartHint = (problem: Problem, destination: RestoreDestination): Problem => ({
  ...problem,
  hint: `Start over with: ${formatRestoreCommand(destination)}. It plans from the current state of the tenant.`,
});
