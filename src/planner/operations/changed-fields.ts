import type { DeclaredResource } from '../../model/definition/definition.ts';
import { type Pointer, stepsOf } from '../../model/json/pointer.ts';
import type { Change, Risk } from '../../model/plan/plan.ts';
import { itemToken, type Token } from '../draft.ts';

export const secretsOf = (declared: DeclaredResource): ReadonlySet<Pointer> => new Set(Object.keys(declared.secrets));

/** The first steps of the changed paths: which top-level members an update must send. */
export const changedFields = (changes: readonly Change[]): readonly string[] => [
  ...new Set(changes.map((change) => stepsOf(change.path)[0] ?? '')),
];

/** Items that come into (`add`) or leave (`remove`) keyed lists of the resource: other resources may use them. */
export const itemTokens = (address: string, changes: readonly Change[], op: 'add' | 'remove'): readonly Token[] =>
  changes.flatMap((change) => {
    const [list, item, ...deeper] = stepsOf(change.path);
    return change.op === op && list !== undefined && item !== undefined && deeper.length === 0
      ? [itemToken(address, list, item)]
      : [];
  });

/** Taking something away from a resource in use may be felt by the people behind it. */
export const riskOf = (changes: readonly Change[]): Risk =>
  changes.some((change) => change.op === 'remove') ? 'disruptive' : 'safe';
