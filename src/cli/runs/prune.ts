import { rmSync } from 'node:fs';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { faultText } from '../../model/problem/fault.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { runsUnderWay } from '../local-lock.ts';
import { beganAt, fileOf } from './folder.ts';
import { resumedBy, type StoredRun, storedRuns } from './stored.ts';

/** The last runs stay, whatever their age and size. Of the others those that are older, and the oldest beyond the size, are removed. */
export const RETENTION = { last: 20, days: 30, megabytes: 250 } as const;

const MEGABYTE = 1_000_000;

export interface Pruned {
  readonly removed: readonly Pick<StoredRun, 'run' | 'bytes'>[];
  /** Bytes. */
  readonly freed: number;
  /** How many runs are left. */
  readonly kept: number;
  readonly problems: readonly Problem[];
}

/** Removes what the retention does not keep; with `last`, all but so many. */
export function pruneRuns(now: Date, last?: number): Pruned {
  const runs = storedRuns();
  const goes = last === undefined ? beyondRetention(runs, now) : new Set(runs.slice(last));
  const outcomes = goes.size === 0 ? [] : removable(runs, goes, now).map(remove);
  const removed = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const freed = removed.reduce((sum, { bytes }) => sum + bytes, 0);
  const problems = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]));
  return { removed, freed, kept: runs.length - removed.length, problems };
}

function beyondRetention(runs: readonly StoredRun[], now: Date): ReadonlySet<StoredRun> {
  let bytes = 0;
  return new Set(
    runs.slice(RETENTION.last).filter((one) => {
      bytes += one.bytes;
      return bytes > RETENTION.megabytes * MEGABYTE || isOld(one, now);
    }),
  );
}

const isOld = ({ run }: StoredRun, now: Date): boolean => beganAt(run).getTime() < now.getTime() - RETENTION.days * 86_400_000;

/** Without those that are under way, those that were cut short and are still to be resumed, and those that a kept one went on with. */
function removable(runs: readonly StoredRun[], goes: ReadonlySet<StoredRun>, now: Date): readonly StoredRun[] {
  const underWay = runsUnderWay();
  const resumes = new Map(runs.map((one) => [one, resumedBy(one)]));
  const resumed = new Set(resumes.values());
  const needed = new Set<string | undefined>();
  // The newest first: the one that resumes comes before the one that it resumes.
  return runs.filter((one) => {
    const isOpen = !one.isEnded && !isOld(one, now) && !resumed.has(one.run);
    const stays = !goes.has(one) || underWay.has(one.run) || isOpen || needed.has(one.run);
    if (stays) needed.add(resumes.get(one));
    return !stays;
  });
}

function remove({ run, bytes }: StoredRun): Outcome<Pick<StoredRun, 'run' | 'bytes'>, Problem> {
  try {
    rmSync(fileOf(run, ''), { recursive: true });
    return success({ run, bytes });
  } catch (error) {
    return failure({
      code: 'run-unwritable',
      severity: 'error',
      message: `${fileOf(run, '')} cannot be removed: ${faultText(error)}`,
      hint: 'Make it writable, or remove it yourself.',
    });
  }
}
