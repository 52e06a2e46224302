import { groupBy } from '../group-by.ts';
import type { HiddenFields, LiveType, ReadRefusal, RefusedPart, Snapshot } from '../snapshot.ts';
import { formatGrantHint } from './grant-hint.ts';
import type { Problem } from './problem.ts';

/** Warns about what could not be read of a type, once per cause. `where` names what it is missing from, such as `the export`. */
export function collectRefusalWarnings(type: string, live: LiveType | undefined, where: string): readonly Problem[] {
  if (live?.status === 'unavailable') return [buildRefusalWarning(type, type, live, where)];
  const causes = groupBy(live?.refused ?? [], ({ reason, message, relation = '' }) =>
    JSON.stringify([reason, message, relation]),
  );
  return [...causes.values()].flatMap((parts) => {
    const [first] = parts;
    return first ? [buildRefusalWarning(type, formatRefusedPart(first, parts.length), first, where)] : [];
  });
}

/** Warns about fields that the API omitted because the token lacks a scope. */
export const collectHiddenFieldWarnings = (type: string, live: LiveType | undefined, where: string): readonly Problem[] =>
  (live?.status === 'read' ? (live.hidden ?? []) : []).map(({ scopes, fields }: HiddenFields) => ({
    code: 'scope-hides-fields',
    severity: 'warning',
    message: `${fields.join(', ')} of ${type} missing from ${where}: the token lacks ${scopes.join(' or ')}`,
    place: { kind: 'address', address: type },
    hint: formatGrantHint(scopes),
  }));

/** Checks whether a token with more scopes would have read more. Features that the tenant does not have do not count. */
export const isMissingScopes = ({ types }: Snapshot): boolean =>
  Object.values(types).some((live) =>
    live.status === 'unavailable'
      ? live.reason === 'scope'
      : live.hidden !== undefined || (live.refused ?? []).some(({ reason }) => reason === 'scope'),
  );

function buildRefusalWarning(type: string, what: string, { reason, message, scopes = [] }: ReadRefusal, where: string): Problem {
  return {
    code: reason === 'scope' ? 'scope-missing' : 'subscription-lacks',
    severity: 'warning',
    message: `${what} missing from ${where}: ${message}`,
    place: { kind: 'address', address: type },
    hint: scopes.length > 0 ? formatGrantHint(scopes) : 'It remains unchanged in the tenant.',
  };
}

function formatRefusedPart({ address, relation }: RefusedPart, count: number): string {
  const what = relation === undefined ? address : `${relation} of ${address}`;
  return count === 1 ? what : `${what} and ${count - 1} more`;
}
