import type { ApiFailure } from '../management-api/types.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import type { Problem } from '../model/problem.ts';
import type { LiveType } from '../model/snapshot.ts';
import type { TypeNeed } from './need.ts';

/** An error where somebody needs the type; where nobody does, the snapshot tells why it can't be seen. */
export function unseen(need: TypeNeed, error: ApiFailure): Outcome<LiveType, Problem> {
  const reason = reasonOf(error);
  if (reason === undefined) return failure(error.problem);
  if (need.why !== 'all' && (reason === 'scope' || need.declares || need.why === 'referred')) return failure(error.problem);
  return success({ status: 'unavailable', reason, message: error.problem.message });
}

export function reasonOf({ problem, status }: ApiFailure): 'subscription' | 'scope' | 'disabled' | undefined {
  if (problem.code === 'scope-missing') return 'scope';
  if (problem.code !== 'subscription-lacks') return undefined;
  return status === 501 || /disabled/i.test(problem.message) ? 'disabled' : 'subscription';
}
