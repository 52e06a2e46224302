import { isError, type Problem } from '../problem/problem.ts';
import type { OperationName } from './operation.ts';

/** What an apply did, operation by operation. `schemas/result.schema.json` is its schema. */
export interface Result {
  readonly format: typeof RESULT_FORMAT;
  readonly run: string;
  readonly tenant: string;
  readonly operations: readonly OperationResult[];
  /** How many notes the plan has: what it leaves unchanged, and why. Absent: none. */
  readonly notes?: number;
  /** What the plan was limited to (`--only`). Absent: it was of the whole definition. */
  readonly only?: readonly string[];
  readonly requests: { readonly reads: number; readonly writes: number };
  /** Why nothing was started: the plan was refused, stale, made for another tenant … */
  readonly refused?: readonly Problem[];
}

export const RESULT_FORMAT = 'tenon-result/1';

export type OperationStatus = 'done' | 'failed' | 'not started';

export interface OperationResult extends OperationName {
  readonly status: OperationStatus;
  /** The id that the tenant assigned to a created resource. */
  readonly liveId?: string;
  /** Why the operation failed, or warnings about one that is done, such as a field that changed without being sent. */
  readonly problems: readonly Problem[];
  /** Set if the operation failed but the tenant has changed: an earlier request succeeded, or one was only partly accepted. */
  readonly partly?: true;
  /** Why the operation was not started: the operation that failed, `interrupted`, … */
  readonly because?: string;
}

/** Checks whether it is unknown if a failed operation changed the tenant: the response was lost, or the run was killed in the middle. */
export const isOutcomeUnknown = ({ status, problems }: OperationResult): boolean =>
  status === 'failed' && problems.some((problem) => problem.code === 'outcome-unknown' && isError(problem));

/** `partial`: some operations are done, or may be. `failed`: none. `refused`: nothing was started. */
export function classifyResult({ refused, operations }: Result): 'complete' | 'partial' | 'failed' | 'refused' {
  if (refused) return 'refused';
  if (operations.every(({ status }) => status === 'done')) return 'complete';
  return operations.some(hasChanged) ? 'partial' : 'failed';
}

/** A failed operation may still have changed something. */
const hasChanged = (operation: OperationResult): boolean =>
  operation.status === 'done' || operation.partly === true || operation.problems.some(({ code }) => code === 'outcome-unknown');
