import type { UnseenAccess } from '../../model/access-report.ts';
import { splitAddress } from '../../model/address.ts';
import type { LiveType, ReadRefusal, Snapshot } from '../../model/snapshot.ts';

/** Lists the parts of a tenant that could not be read: types, and relations of a type. */
export const listUnseenParts = ({ types }: Snapshot): readonly UnseenAccess[] =>
  deduplicate(Object.entries(types).flatMap(([type, live]) => listOfType(type, live)));

function listOfType(type: string, live: LiveType): readonly UnseenAccess[] {
  if (live.status === 'unavailable') return [{ what: type, why: explainRefusal(live) }];
  return (live.refused ?? []).map((part) => ({
    what: part.relation === undefined ? part.address : `${part.relation} of ${splitAddress(part.address).type}`,
    why: explainRefusal(part),
  }));
}

function explainRefusal({ reason, message, scopes = [] }: ReadRefusal): string {
  switch (reason) {
    case 'scope':
      return `the token needs ${scopes.join(' or ')}`;
    case 'subscription':
      return 'not part of the subscription';
    case 'disabled':
      return message;
  }
}

const deduplicate = (parts: readonly UnseenAccess[]): readonly UnseenAccess[] => [
  ...new Map(parts.map((part) => [JSON.stringify(part), part])).values(),
];
