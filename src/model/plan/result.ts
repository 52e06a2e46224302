import type { Address } from '../address.ts';
import { isError, type Problem } from '../problem/problem.ts';
import type { Action } from './plan.ts';

/** What an apply did, operation by operation. `schemas/result.schema.json` is its form. */
export interface Result {
  readonly format: typeof RESULT_FORMAT;
  readonly run: string;
  readonly tenant: string;
  readonly operations: readonly OperationResult[];
  readonly requests: { readonly reads: number; readonly writes: number };
  /** Set when nothing was begun: the plan was refused, stale, foreign … */
  readonly refused?: readonly Problem[];
}

export const RESULT_FORMAT = 'tenon-result/1';

export type OperationStatus = 'done' | 'failed' | 'not started';

export interface OperationResult {
  readonly id: string;
  readonly action: Action;
  readonly address: Address;
  readonly relation?: string;
  readonly status: OperationStatus;
  /** The id that the tenant gave to what was created. */
  readonly liveId?: string;
  /** Why it failed, or what was noticed although it is done (a field that changed though nobody asked). */
  readonly problems: readonly Problem[];
  /** It failed, and still the tenant has changed: a request before the one that failed was carried out, or one did not take as a whole. */
  readonly partly?: true;
  /** Why it was not started: the operation that failed, `interrupted`, … */
  readonly because?: string;
}

/** Whether it failed without anybody knowing if the tenant has changed: its answer was lost, or the run was killed while it was under way. */
export const isOutcomeUnknown = ({ status, problems }: OperationResult): boolean =>
  status === 'failed' && problems.some((problem) => problem.code === 'outcome-unknown' && isError(problem));
