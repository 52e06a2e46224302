import type { UnseenAccess } from '../../model/access-report.ts';
import { type Address, splitAddress } from '../../model/address.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveType, ReadRefusal, Snapshot } from '../../model/snapshot.ts';

/** Refuses a question about a type that could not be read: nobody knows whether the tenant has its subject. */
export function refuseUnreadSubject(address: Address, { types }: Snapshot): readonly Problem[] {
  const { type } = splitAddress(address);
  const live = types[type === 'permissions' ? 'resourceServers' : type];
  if (live?.status !== 'unavailable') return [];
  return [
    {
      code: live.reason === 'scope' ? 'scope-missing' : 'subscription-lacks',
      severity: 'error',
      message: `tenon cannot look for ${address}: ${explainRefusal(live)}`,
      hint: 'Ask the definition instead: leave out --live.',
    },
  ];
}

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
