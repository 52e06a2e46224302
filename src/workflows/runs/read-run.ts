import { existsSync } from 'node:fs';
import { readTextFile } from '../../disk/read-regular-file.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { isObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { type ChangeOperation, pickOperationName } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { listChanges } from '../../model/plan/plan.ts';
import { type OperationResult, RESULT_FORMAT, type Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { readSavedPlan } from '../plan-file/read-saved-plan.ts';
import type { SavedPlan } from '../plan-file/saved-plan.ts';
import type { Environment } from '../ports.ts';
import { type JournalEntry, parseJournal, type RunHeader } from './journal-file.ts';
import { getRunFile } from './run-folder.ts';

/** How far an operation got, according to the journal. `begun`: it is unknown whether it was carried out. */
export type RecordedProgress = { readonly state: 'begun' } | { readonly state: 'ended'; readonly result: EndedEntry };
type EndedEntry = Extract<JournalEntry, { readonly entry: 'ended' }>;

/** A run without its plan: what a list of runs needs. */
export interface RunRecord {
  readonly run: string;
  readonly header: RunHeader;
  readonly operations: ReadonlyMap<string, RecordedProgress>;
  /** Absent if the run was interrupted. */
  readonly result?: Result;
}

export function readRun(run: string): Outcome<RunRecord, Problem> {
  const journal = getRunFile(run, 'journal.jsonl');
  if (!existsSync(journal))
    return failWith(
      createUnreadableRunProblem(
        run,
        'it has no journal: it was interrupted before its first operation, or the file was removed',
      ),
    );
  try {
    const entries = parseJournal(readTextFile(journal));
    if (!entries.ok) return failWith(createUnreadableRunProblem(run, `line ${entries.error} of its journal is damaged`));
    const header = entries.value.find((entry) => entry.entry === 'run');
    if (!header) return failWith(createUnreadableRunProblem(run, 'its journal has no header, so no operation was started'));
    const result = readResultFile(run);
    return succeed({ run, header, operations: collectProgress(entries.value), ...omitUndefined({ result }) });
  } catch (error) {
    return failWith(createUnreadableRunProblem(run, getErrorMessage(error)));
  }
}

function collectProgress(entries: readonly JournalEntry[]): ReadonlyMap<string, RecordedProgress> {
  const operations = new Map<string, RecordedProgress>();
  for (const entry of entries) {
    if (entry.entry === 'began') operations.set(entry.id, { state: 'begun' });
    if (entry.entry === 'ended') operations.set(entry.id, { state: 'ended', result: entry });
  }
  return operations;
}

function readResultFile(run: string): Result | undefined {
  const file = getRunFile(run, 'result.json');
  if (!existsSync(file)) return undefined;
  const parsed: unknown = JSON.parse(readTextFile(file));
  // tenon wrote this file, in a folder that only its owner can write to.
  return isObject(parsed) && parsed.format === RESULT_FORMAT ? JSON.parse(JSON.stringify(parsed)) : undefined;
}

export const readRunPlan = (run: string, env: Environment): Promise<Outcome<SavedPlan, Problem>> =>
  readSavedPlan(getRunFile(run, 'plan.json'), env);

/** Returns what a run did, from its result file or, if it was interrupted, from its journal. */
export async function readRunResult(record: RunRecord, env: Environment): Promise<Outcome<Result, Problem>> {
  if (record.result) return succeed(record.result);
  const saved = await readRunPlan(record.run, env);
  if (!saved.ok) return saved;
  const operations = listChanges(saved.value.plan).map((operation) =>
    toOperationResult(operation, record.operations.get(operation.id), record.run),
  );
  const { run, tenant } = record.header;
  return succeed({ format: RESULT_FORMAT, run, tenant, operations, requests: { reads: 0, writes: 0 } });
}

function toOperationResult(operation: ChangeOperation, progress: RecordedProgress | undefined, run: string): OperationResult {
  const known = { ...pickOperationName(operation), problems: [] };
  if (!progress) return { ...known, status: 'not started', because: 'the run was interrupted' };
  if (progress.state === 'begun') return { ...known, status: 'failed', problems: [createOutcomeUnknownProblem(operation, run)] };
  const { status, liveId } = progress.result;
  return { ...known, status, ...omitUndefined({ liveId }) };
}

const createOutcomeUnknownProblem = ({ id, address }: ChangeOperation, run: string): Problem => ({
  code: 'outcome-unknown',
  severity: 'error',
  message: `"${id}" was in progress when the run was interrupted: it is unknown whether it was carried out`,
  place: { kind: 'address', address },
  hint: `Resume the run: tenon apply --resume ${run}. It checks the tenant and does only what is missing.`,
});

const createUnreadableRunProblem = (run: string, why: string): Problem => ({
  code: 'run-unreadable',
  severity: 'error',
  message: `the run ${run} cannot be read: ${why}`,
  hint: 'Run tenon plan to see what is still missing in the tenant. Only a rollback needs this folder.',
});
