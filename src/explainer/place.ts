import { type Address, addressOf } from '../model/address.ts';
import type { Definition } from '../model/definition/definition.ts';
import { fieldSteps } from '../model/json/field-path.ts';
import { type Pointer, pointerOf } from '../model/json/pointer.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import { nearest } from '../model/problem/nearest.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { knownOf, liveKeys } from './live.ts';

/** A value that somebody asks about. */
export interface Asked {
  readonly type: ResourceType;
  readonly address: Address;
  readonly pointer: Pointer;
}

/** `clients/Shop.callbacks`: keys may hold dots and slashes themselves, so the longest address there is counts. */
export function askedFor(
  text: string,
  definition: Definition,
  snapshot: Snapshot,
  catalogue: readonly ResourceType[],
): Outcome<Asked, Problem> {
  const known = knownOf(snapshot, catalogue);
  const live = catalogue.flatMap((type) => liveKeys(snapshot, type, known).map(([key]) => addressOf(type.type, key)));
  const addresses = new Set([...definition.resources.map(({ address }) => address), ...live]);
  const fits = [...addresses].filter(
    (address) => text === address || text.startsWith(`${address}.`) || text.startsWith(`${address}[`),
  );
  const address = fits.sort((a, b) => b.length - a.length)[0];
  const type =
    address === undefined ? undefined : catalogue.find((one) => address === one.type || address.startsWith(`${one.type}/`));
  if (address === undefined || !type) return failure(unknown(text, addresses));
  return success({ type, address, pointer: pointerOf(fieldSteps(text.slice(address.length))) });
}

function unknown(text: string, addresses: ReadonlySet<string>): Problem {
  const near = nearest(text, addresses);
  return {
    code: 'usage',
    severity: 'error',
    message: `neither the definition nor the tenant has "${text}"`,
    expected: 'an address, and behind a dot a field of it: clients/Shop.callbacks',
    ...(near !== undefined && { hint: `Did you mean "${near}"?` }),
  };
}
