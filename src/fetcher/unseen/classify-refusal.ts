import type { ApiFailure } from '../../management-api/management-api.ts';
import { type Address, toAddress } from '../../model/address.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveType, ReadRefusal } from '../../model/snapshot.ts';
import type { ScopeNeed } from '../../resources/resource-type.ts';
import type { TypeNeed } from '../need/fetch-need.ts';

/** A list that was refused: an error where somebody needs it; where nobody does, the snapshot says why it cannot be seen. */
export function handleRefusedList(need: TypeNeed, error: ApiFailure): Outcome<LiveType, Problem> {
  const refused = classifyRefusal(error, need.type.scopes.read);
  if (!refused) return failWith(error.problem);
  if (isRefusalError(need, refused, need.isRequired))
    return failWith(describeRefusal(error, toAddress(need.type.type, need.declared[0] ?? '')));
  return succeed({ status: 'unavailable', ...refused });
}

/** A missing scope is an error for whatever somebody reads on purpose; any other refusal only for what is declared. */
export const isRefusalError = ({ why, keepGoing }: TypeNeed, { reason }: ReadRefusal, isDeclared: boolean): boolean =>
  why !== 'all' && (reason === 'scope' || (isDeclared && keepGoing === undefined));

/** Statuses that say something of the request or of the moment, and not that the tenant does not have what was asked for. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([401, 407, 408, 409, 425, 429]);

/**
 * Whether a read was refused for good, and why. The status decides, whatever the words: endpoints that a subscription or a setting does not
 * include answer 400, 402, 403, 404 or 501. `scopes`: what it takes to read it.
 */
export function classifyRefusal({ problem, status }: ApiFailure, scopes: readonly ScopeNeed[]): ReadRefusal | undefined {
  if (problem.code === 'scope-missing') return { reason: 'scope', message: problem.message, scopes: [...new Set(scopes.flat())] };
  const isRefusal =
    status !== undefined && ((status >= 400 && status < 500 && !TRANSIENT_STATUSES.has(status)) || status === 501);
  if (!isRefusal) return undefined;
  const isSubscription = problem.code === 'subscription-lacks' && status !== 501 && !/disabled/i.test(problem.message);
  return { reason: isSubscription ? 'subscription' : 'disabled', message: problem.message };
}

/** In the words of the definition: the address becomes the line that declares it. */
export const describeRefusal = ({ problem }: ApiFailure, address: Address, relation?: string): Problem =>
  problem.code === 'scope-missing'
    ? problem
    : {
        code: 'subscription-lacks',
        severity: 'error',
        message: `the tenant refuses to show ${relation === undefined ? address : `${relation} of ${address}`}: ${problem.message}`,
        place: { kind: 'address', address, ...(relation === undefined ? {} : { pointer: `/${relation}` }) },
        hint: 'Leave it out of the definition, have the feature switched on, or plan the rest: tenon plan --keep-going',
      };
