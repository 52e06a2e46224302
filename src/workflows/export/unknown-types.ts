import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { isLookedUp } from '../../resources/identity/keyed-lookups.ts';

/** Refuses types that no export can contain, because nobody lists their resources. */
export const refuseLookedUpTypes = (requestedTypes: readonly string[], catalogue: Catalogue): readonly Problem[] =>
  catalogue.all
    .filter((type) => requestedTypes.includes(type.type) && isLookedUp(type))
    .map(({ type }) => ({
      code: 'wrong-value',
      severity: 'error',
      message: `${type} cannot be exported: tenon reads only those that a definition declares`,
      hint: `Declare the ${type} that you want to manage. To accept what the tenant has of them: tenon export --update`,
    }));

/** Finds names that are not resource types. */
export function findUnknownTypes(requestedTypes: readonly string[], known: readonly string[]): readonly Problem[] {
  return requestedTypes
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = findNearestName(name, known);
      return {
        code: 'unknown-type',
        severity: 'error',
        message: `There is no resource type "${name}"`,
        expected: `one of: ${known.join(', ')}`,
        ...omitUndefined({ hint: formatSuggestion(near) }),
      };
    });
}

/** Finds requested types that could not be read. A type requested by name must not be left out silently. */
export const findUnavailableTypes = (snapshot: Snapshot, requestedTypes: readonly string[]): readonly Problem[] =>
  requestedTypes.flatMap((type): readonly Problem[] => {
    const live = snapshot.types[type];
    if (live?.status !== 'unavailable') return [];
    const code = live.reason === 'scope' ? 'scope-missing' : 'subscription-lacks';
    return [{ code, severity: 'error', message: `${type} cannot be exported: ${live.message}` }];
  });
