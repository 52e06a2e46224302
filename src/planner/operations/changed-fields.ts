import type { DeclaredResource } from '../../model/definition/definition.ts';
import { type Pointer, parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import type { Risk } from '../../model/plan/operation.ts';
import { type DependencyToken, toItemToken } from '../draft.ts';

export const getSecretPointers = (declared: DeclaredResource): ReadonlySet<Pointer> => new Set(Object.keys(declared.secrets));

/** Lists the top-level fields that contain changes: those that an update must send. */
export const listChangedFields = (changes: readonly Change[]): readonly string[] => [
  ...new Set(changes.map((change) => parsePointer(change.path)[0] ?? '')),
];

/** Lists the tokens of items added to or removed from keyed lists of a resource, because other resources may use such items. */
export const listItemTokens = (address: string, changes: readonly Change[], op: 'add' | 'remove'): readonly DependencyToken[] =>
  changes.flatMap((change) => {
    const [list, item, ...deeper] = parsePointer(change.path);
    return change.op === op && list !== undefined && item !== undefined && deeper.length === 0
      ? [toItemToken(address, list, item)]
      : [];
  });

/** Rates changes. Removing something from a resource that is in use can affect its users. */
export const computeRisk = (changes: readonly Change[]): Risk =>
  changes.some((change) => change.op === 'remove') ? 'disruptive' : 'safe';
