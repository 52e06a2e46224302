import { rmSync } from 'node:fs';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { describeUnexpectedError } from '../../model/problem/unexpected-error.ts';
import { listActiveRuns } from '../tenant/local-lock.ts';
import { getRunFile, parseRunStart } from './run-folder.ts';
import { listStoredRuns, readResumedRunId, type StoredRun } from './stored-runs.ts';

/** The `last` runs are always kept. Of the others, runs above the age are removed, and the oldest ones above the total size. */
export const RETENTION = { last: 20, days: 30, megabytes: 250 } as const;

const MEGABYTE = 1_000_000;

export interface PruneResult {
  readonly removed: readonly Pick<StoredRun, 'run' | 'bytes'>[];
  /** Bytes. */
  readonly freed: number;
  /** Number of runs that are left. */
  readonly kept: number;
  readonly problems: readonly Problem[];
}

/** Removes runs beyond the retention; with `last`, all but that many. Keeps runs that are active or may still be resumed. */
export function pruneRuns(now: Date, last?: number): PruneResult {
  const runs = listStoredRuns();
  const candidates = last === undefined ? findRunsBeyondRetention(runs, now) : new Set(runs.slice(last));
  const outcomes = candidates.size === 0 ? [] : selectRemovableRuns(runs, candidates, now).map(removeRun);
  const removed = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const freed = removed.reduce((sum, { bytes }) => sum + bytes, 0);
  const problems = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]));
  return { removed, freed, kept: runs.length - removed.length, problems };
}

function findRunsBeyondRetention(runs: readonly StoredRun[], now: Date): ReadonlySet<StoredRun> {
  let bytes = 0;
  return new Set(
    runs.slice(RETENTION.last).filter((run) => {
      bytes += run.bytes;
      return bytes > RETENTION.megabytes * MEGABYTE || isOld(run, now);
    }),
  );
}

const isOld = ({ run }: StoredRun, now: Date): boolean =>
  parseRunStart(run).getTime() < now.getTime() - RETENTION.days * 86_400_000;

/** Leaves out runs that are active, that were interrupted and may be resumed, and that a kept run resumed. */
function selectRemovableRuns(runs: readonly StoredRun[], candidates: ReadonlySet<StoredRun>, now: Date): readonly StoredRun[] {
  const underWay = listActiveRuns();
  const resumes = new Map(runs.map((run) => [run, readResumedRunId(run)]));
  const resumed = new Set(resumes.values());
  const needed = new Set<string | undefined>();
  // Newest first, so a run comes before the run that it resumed.
  return runs.filter((run) => {
    const isOpen = !run.isEnded && !isOld(run, now) && !resumed.has(run.run);
    const isKept = !candidates.has(run) || underWay.has(run.run) || isOpen || needed.has(run.run);
    if (isKept) needed.add(resumes.get(run));
    return !isKept;
  });
}

function removeRun({ run, bytes }: StoredRun): Outcome<Pick<StoredRun, 'run' | 'bytes'>, Problem> {
  try {
    rmSync(getRunFile(run, ''), { recursive: true });
    return succeed({ run, bytes });
  } catch (error) {
    return failWith({
      code: 'run-unwritable',
      severity: 'error',
      message: `${getRunFile(run, '')} cannot be removed: ${describeUnexpectedError(error)}`,
      hint: 'Make it writable, or remove it by hand.',
    });
  }
}
