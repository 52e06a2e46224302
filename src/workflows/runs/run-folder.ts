import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { findNearestName } from '../../model/problem/nearest-name.ts';
import type { Problem } from '../../model/problem/problem.ts';

/** Where every apply records what it did and the state before it. */
export const RUNS_FOLDER = join('.tenon', 'runs');
export const LOCKS_FOLDER = join('.tenon', 'locks');

export const getRunFile = (run: string, name: 'plan.json' | 'before.json' | 'journal.jsonl' | 'result.json' | ''): string =>
  join(RUNS_FOLDER, run, name);

/** Ids as made by `createRunId`. Nothing else is accepted, so no name can lead out of the folder. */
const RUN_ID = /^tenon-(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d{3}-[0-9a-f]{8}$/;

export const isRunId = (name: string): boolean => RUN_ID.test(name);

/** Returns when a run started, from its id. */
export function parseRunStart(run: string): Date {
  const [, year, month, day, hour, minute, second] = RUN_ID.exec(run) ?? [];
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Lists all runs, newest first. */
export const listRunIds = (): readonly string[] =>
  existsSync(RUNS_FOLDER) ? readdirSync(RUNS_FOLDER).filter(isRunId).sort().reverse() : [];

export function findStoredRunId(run: string): Outcome<string, Problem> {
  const runs = listRunIds();
  if (runs.includes(run)) return succeed(run);
  const near = findNearestName(run, runs);
  return failWith({
    code: 'run-unknown',
    severity: 'error',
    message: `${RUNS_FOLDER} has no run "${run}"`,
    hint: near === undefined ? 'List the runs of this folder with: tenon runs' : `Did you mean "${near}"?`,
  });
}
