import { changedMeanwhile, type Reached } from '../../applier/resume.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { commandOf, type Destination } from '../plan-file/destination.ts';
import type { SavedPlan } from '../plan-file/saved.ts';
import type { Terminal } from '../terminal.ts';
import { knownRun } from './folder.ts';
import { planOfRun, type RunRecord, readRun } from './read.ts';

/** A run that is to go on. */
export interface Resumed {
  readonly record: RunRecord;
  readonly saved: SavedPlan;
}

export async function resumedRun(run: string): Promise<Outcome<Resumed, Problem>> {
  const known = knownRun(run);
  const record = known.ok ? readRun(known.value) : known;
  if (!record.ok) return record;
  const saved = await planOfRun(run);
  if (!saved.ok) return saved;
  const { files, destination } = saved.value;
  return files.length === 0 && !destination
    ? failure(withoutDestination(run))
    : success({ record: record.value, saved: saved.value });
}

/** Left by a version of tenon that did not keep where its rollbacks and restores lead. */
const withoutDestination = (run: string): Problem => ({
  code: 'plan-foreign',
  severity: 'error',
  message: `${run} names no definition and no saved state: its rest cannot be planned`,
  hint: 'Run the rollback or restore again: it plans what is left.',
});

/** The rest of a run is a fresh plan of the same definition or saved state, and must be nothing but that rest. */
export function restOf({ record, saved }: Resumed, fresh: Plan, terminal: Terminal): Outcome<Plan, readonly Problem[]> {
  const reached: Reached = new Map(
    [...record.operations].map(([id, one]) => [id, one.state === 'ended' && one.result.status === 'done' ? 'done' : 'begun']),
  );
  const problems = changedMeanwhile(saved.plan, reached, fresh);
  const { destination } = saved;
  if (problems.length > 0) return failure(destination ? problems.map((one) => withCommand(one, destination)) : problems);
  const states = [...reached.values()];
  const done = states.filter((state) => state === 'done').length;
  const open = states.length - done;
  terminal.tell(
    `Going on with ${record.run}: ${done} of ${record.header.operations} were done${open === 0 ? '' : `, ${open} failed or were under way`}. ` +
      `What is left was planned afresh from the same ${destination ? 'saved state' : 'definition'}:`,
  );
  return success(fresh);
}

const withCommand = (problem: Problem, destination: Destination): Problem => ({
  ...problem,
  hint: `Plan it from the beginning: ${commandOf(destination)}. That plan starts from what the tenant is now, and shows it.`,
});
