import { existsSync } from 'node:fs';
import { readTextFile } from '../../disk/read-regular-file.ts';
import { isObject } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { changesOf, type Operation } from '../../model/plan/plan.ts';
import { type OperationResult, RESULT_FORMAT, type Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { readPlan } from '../plan-file/read.ts';
import type { SavedPlan } from '../plan-file/saved.ts';
import { fileOf } from './folder.ts';
import { type JournalEntry, journalEntries, type RunHeader } from './journal-file.ts';

/** How far an operation got, as its journal says. `begun` and not ended: whether it was carried out is not known. */
export type Progressed = { readonly state: 'begun' } | { readonly state: 'ended'; readonly result: Ended };
type Ended = Extract<JournalEntry, { readonly entry: 'ended' }>;

/** A run without its plan: what a list of runs needs. */
export interface RunRecord {
  readonly run: string;
  readonly header: RunHeader;
  readonly operations: ReadonlyMap<string, Progressed>;
  /** Absent where the run was cut short. */
  readonly result?: Result;
}

export function readRun(run: string): Outcome<RunRecord, Problem> {
  try {
    const entries = journalEntries(readTextFile(fileOf(run, 'journal.jsonl')));
    if (!entries.ok) return failure(unreadable(run, `line ${entries.error} of its journal is damaged`));
    const header = entries.value.find((entry) => entry.entry === 'run');
    if (!header) return failure(unreadable(run, 'its journal has no first line; nothing was begun'));
    const result = readResult(run);
    return success({ run, header, operations: progressOf(entries.value), ...(result ? { result } : {}) });
  } catch (error) {
    return failure(unreadable(run, error instanceof Error ? error.message : String(error)));
  }
}

function progressOf(entries: readonly JournalEntry[]): ReadonlyMap<string, Progressed> {
  const operations = new Map<string, Progressed>();
  for (const entry of entries) {
    if (entry.entry === 'began') operations.set(entry.id, { state: 'begun' });
    if (entry.entry === 'ended') operations.set(entry.id, { state: 'ended', result: entry });
  }
  return operations;
}

function readResult(run: string): Result | undefined {
  const file = fileOf(run, 'result.json');
  if (!existsSync(file)) return undefined;
  const parsed: unknown = JSON.parse(readTextFile(file));
  // A file of our own, in a folder that only its owner can write.
  return isObject(parsed) && parsed.format === RESULT_FORMAT ? JSON.parse(JSON.stringify(parsed)) : undefined;
}

export const planOfRun = (run: string): Promise<Outcome<SavedPlan, Problem>> => readPlan(fileOf(run, 'plan.json'), process.env);

/** What a run did: as it said itself, or, where it was cut short, as its journal says. */
export async function resultOfRun(record: RunRecord): Promise<Outcome<Result, Problem>> {
  if (record.result) return success(record.result);
  const saved = await planOfRun(record.run);
  if (!saved.ok) return saved;
  const operations = changesOf(saved.value.plan).map((operation) =>
    resultFrom(operation, record.operations.get(operation.id), record.run),
  );
  const { run, tenant } = record.header;
  return success({ format: RESULT_FORMAT, run, tenant, operations, requests: { reads: 0, writes: 0 } });
}

function resultFrom(operation: Operation, progressed: Progressed | undefined, run: string): OperationResult {
  const { id, action, address, relation } = operation;
  const known = { id, action, address, ...(relation === undefined ? {} : { relation }), problems: [] };
  if (!progressed) return { ...known, status: 'not started', because: 'the run was cut short' };
  if (progressed.state === 'begun') return { ...known, status: 'failed', problems: [notKnown(operation, run)] };
  const { status, liveId } = progressed.result;
  return { ...known, status, ...(liveId === undefined ? {} : { liveId }) };
}

const notKnown = ({ id, address }: Operation, run: string): Problem => ({
  code: 'outcome-unknown',
  severity: 'error',
  message: `"${id}" was under way when the run was cut short: whether it was carried out is not known`,
  place: { kind: 'address', address },
  hint: `Resume the run: tenon apply --resume ${run}. It looks at the tenant and does what is missing.`,
});

const unreadable = (run: string, why: string): Problem => ({
  code: 'run-unreadable',
  severity: 'error',
  message: `the run ${run} cannot be read: ${why}`,
  hint: 'A new plan shows what the tenant has and what is missing; nothing depends on this folder but the way back.',
});
