import type { DeclaredResource } from '../../model/definition/definition.ts';
import { type Pointer, parsePointer } from '../../model/json/pointer.ts';
import type { Change, Risk } from '../../model/plan/plan.ts';
import { type DependencyToken, toItemToken } from '../draft.ts';

export const getSecretPointers = (declared: DeclaredResource): ReadonlySet<Pointer> => new Set(Object.keys(declared.secrets));

/** The first steps of the changed paths: which top-level members an update must send. */
export const listChangedFields = (changes: readonly Change[]): readonly string[] => [
  ...new Set(changes.map((change) => parsePointer(change.path)[0] ?? '')),
];

/** Items that come into (`add`) or leave (`remove`) keyed lists of the resource: other resources may use them. */
export const listItemTokens = (address: string, changes: readonly Change[], op: 'add' | 'remove'): readonly DependencyToken[] =>
  changes.flatMap((change) => {
    const [list, item, ...deeper] = parsePointer(change.path);
    return change.op === op && list !== undefined && item !== undefined && deeper.length === 0
      ? [toItemToken(address, list, item)]
      : [];
  });

/** Taking something away from a resource in use may be felt by the people behind it. */
export const computeRisk = (changes: readonly Change[]): Risk =>
  changes.some((change) => change.op === 'remove') ? 'disruptive' : 'safe';
