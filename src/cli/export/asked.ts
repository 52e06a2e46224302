import { nearest } from '../../model/problem/nearest.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';

/** Names given with --type that no type has. */
export function strangersIn(asked: readonly string[], known: readonly string[]): readonly Problem[] {
  return asked
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return {
        code: 'unknown-type',
        severity: 'error',
        message: `There is no resource type "${name}"`,
        expected: `one of: ${known.join(', ')}`,
        ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
      };
    });
}

/** Who asks for a type by name is not served with less. */
export const unavailable = (snapshot: Snapshot, asked: readonly string[]): readonly Problem[] =>
  asked.flatMap((type): readonly Problem[] => {
    const live = snapshot.types[type];
    if (live?.status !== 'unavailable') return [];
    const code = live.reason === 'scope' ? 'scope-missing' : 'subscription-lacks';
    return [{ code, severity: 'error', message: `${type} cannot be exported: ${live.message}` }];
  });
