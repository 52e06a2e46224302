import type { ApiFailure } from '../../management-api/management-api.ts';
import { type Address, toAddress } from '../../model/address.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveType, ReadRefusal } from '../../model/snapshot.ts';
import type { ScopeNeed } from '../../resources/resource-type.ts';
import type { TypeNeed } from '../need/type-need.ts';

/** Handles a refused list: an error if the type is needed, else an `unavailable` type with the reason. */
export function handleRefusedList(need: TypeNeed, error: ApiFailure): Outcome<LiveType, Problem> {
  const refused = classifyRefusal(error, need.type.scopes.read);
  if (!refused) return failWith(error.problem);
  if (isRefusalError(need, refused, need.isRequired))
    return failWith(describeRefusal(error, toAddress(need.type.type, need.declared[0] ?? '')));
  return succeed({ status: 'unavailable', ...refused });
}

/** Whether a refusal is an error. Outside an export a missing scope always is; any other refusal only is for declared parts. */
export const isRefusalError = ({ why, keepGoing }: TypeNeed, { reason }: ReadRefusal, isDeclared: boolean): boolean =>
  why !== 'all' && (reason === 'scope' || (isDeclared && keepGoing === undefined));

/** Statuses that concern the request or the moment; they do not mean that the tenant lacks the resource. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([401, 407, 408, 409, 425, 429]);

/**
 * Returns why a read was refused permanently; `undefined` for other failures. Decides by status and not by message: endpoints that a
 * subscription or a setting excludes answer 400, 402, 403, 404 or 501. `scopes` are the ones that the read needs.
 */
export function classifyRefusal({ problem, status }: ApiFailure, scopes: readonly ScopeNeed[]): ReadRefusal | undefined {
  if (problem.code === 'scope-missing') return { reason: 'scope', message: problem.message, scopes: [...new Set(scopes.flat())] };
  const isRefusal =
    status !== undefined && ((status >= 400 && status < 500 && !TRANSIENT_STATUSES.has(status)) || status === 501);
  if (!isRefusal) return undefined;
  const isSubscription = problem.code === 'subscription-lacks' && status !== 501 && !/disabled/i.test(problem.message);
  return { reason: isSubscription ? 'subscription' : 'disabled', message: problem.message };
}

/** Describes a refused read by its address, from which the reporter finds the declaring line. */
export const describeRefusal = ({ problem }: ApiFailure, address: Address, relation?: string): Problem =>
  problem.code === 'scope-missing'
    ? problem
    : {
        code: 'subscription-lacks',
        severity: 'error',
        message: `the tenant does not allow reading ${relation === undefined ? address : `${relation} of ${address}`}: ${problem.message}`,
        place: { kind: 'address', address, ...(relation === undefined ? {} : { pointer: `/${relation}` }) },
        hint: 'Remove it from the definition, enable the feature in the tenant, or plan everything else with `tenon plan --keep-going`.',
      };
