import { type Address, splitAddress, toAddress } from '../model/address.ts';
import type { Definition } from '../model/definition/definition.ts';
import { parseFieldPath } from '../model/json/field-path.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import { type Pointer, toPointer } from '../model/json/pointer.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import { findNearestName, formatSuggestion } from '../model/problem/nearest-name.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { collectKnownNames } from '../resources/identity/known-names.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import { listLiveKeys } from './live-lookup.ts';

/** The value to explain: a resource and a field in it. */
export interface ExplainTarget {
  readonly type: ResourceType;
  readonly address: Address;
  readonly pointer: Pointer;
}

/** Parses `clients/Shop.callbacks`. Keys may contain dots and slashes, so the longest known address that matches wins. */
export function findExplainTarget(
  text: string,
  definition: Definition,
  snapshot: Snapshot,
  catalogue: Catalogue,
): Outcome<ExplainTarget, Problem> {
  const known = collectKnownNames(snapshot, catalogue);
  const live = catalogue.all.flatMap((type) => listLiveKeys(snapshot, type, known).map(([key]) => toAddress(type.type, key)));
  const addresses = new Set([...[...definition.resources, ...definition.absent].map(({ address }) => address), ...live]);
  const matching = [...addresses].filter(
    (address) => text === address || text.startsWith(`${address}.`) || text.startsWith(`${address}[`),
  );
  const address = matching.sort((a, b) => b.length - a.length)[0];
  const type = address === undefined ? undefined : catalogue.get(splitAddress(address).type);
  if (address === undefined || !type) return failWith(createUnknownAddressProblem(text, addresses));
  return succeed({ type, address, pointer: toPointer(parseFieldPath(text.slice(address.length))) });
}

function createUnknownAddressProblem(text: string, addresses: ReadonlySet<string>): Problem {
  const near = findNearestName(text, addresses);
  return {
    code: 'usage',
    severity: 'error',
    message: `neither the definition nor the tenant has "${text}"`,
    expected: 'an address, optionally with a field: clients/Shop.callbacks',
    ...omitUndefined({ hint: formatSuggestion(near) }),
  };
}
