import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { nearest } from '../../model/problem/nearest.ts';
import type { Problem } from '../../model/problem/problem.ts';

/** Where every apply leaves what it did and what was there before. */
export const RUNS = join('.tenon', 'runs');
export const LOCKS = join('.tenon', 'locks');

export const fileOf = (run: string, name: 'plan.json' | 'before.json' | 'journal.jsonl' | 'result.json' | ''): string =>
  join(RUNS, run, name);

/** As `newRunId` makes them. Nothing else is taken for one, so no name leads out of the folder. */
const RUN_ID = /^tenon-(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d{3}-[0-9a-f]{8}$/;

/** When a run began, as its id says. */
export function beganAt(run: string): Date {
  const [, year, month, day, hour, minute, second] = RUN_ID.exec(run) ?? [];
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** All runs, the newest first. */
export const runIds = (): readonly string[] =>
  existsSync(RUNS)
    ? readdirSync(RUNS)
        .filter((name) => RUN_ID.test(name))
        .sort()
        .reverse()
    : [];

export function knownRun(run: string): Outcome<string, Problem> {
  const runs = runIds();
  if (runs.includes(run)) return success(run);
  const near = nearest(run, runs);
  return failure({
    code: 'run-unknown',
    severity: 'error',
    message: `${RUNS} has no run "${run}"`,
    hint: near === undefined ? 'tenon runs lists those that are there.' : `Did you mean "${near}"?`,
  });
}
