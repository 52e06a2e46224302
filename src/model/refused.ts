import { groupBy } from './group.ts';
import type { Problem } from './problem.ts';
import type { LiveType, Refused, RefusedPart } from './snapshot.ts';

/** What of a type could not be read, each cause once: unavailable is not empty. `where`: what it is not in, such as `the export`. */
export function refusedNotes(type: string, live: LiveType | undefined, where: string): readonly Problem[] {
  if (live?.status === 'unavailable') return [noteOf(type, type, live, where)];
  const causes = groupBy(live?.refused ?? [], ({ reason, message, relation = '' }) =>
    JSON.stringify([reason, message, relation]),
  );
  return [...causes.values()].flatMap((parts) => {
    const [first] = parts;
    return first ? [noteOf(type, nameOf(first, parts.length), first, where)] : [];
  });
}

function noteOf(type: string, what: string, { reason, message }: Refused, where: string): Problem {
  return {
    code: reason === 'scope' ? 'scope-missing' : 'subscription-lacks',
    severity: 'warning',
    message: `${what}: not in ${where}: ${message}`,
    place: { kind: 'address', address: type },
    hint: 'It stays in the tenant as it is.',
  };
}

function nameOf({ address, relation }: RefusedPart, count: number): string {
  const what = relation === undefined ? address : `${relation} of ${address}`;
  return count === 1 ? what : `${what} and ${count - 1} more`;
}
