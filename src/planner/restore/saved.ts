import { type LiveResource, liveResources, type Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { inKeyOrder, isSelf, isSystem, keyOfLive } from '../../resources/identify.ts';
import type { Calls } from '../../schema/request/declarable.ts';

/** Whether more than its id and its relations were saved. */
export const isWhole = (type: ResourceType, { body }: LiveResource): boolean =>
  type.kind === 'placed' || Object.keys(body).some((name) => name !== type.id);

/** Calls resources by the keys that they have in a state; `first` is asked before it. */
export function callsIn(
  state: Snapshot,
  catalogue: readonly ResourceType[],
  first: (type: string, id: string) => string | undefined = () => undefined,
): Calls {
  const keys = new Map<string, ReadonlyMap<string, string>>();
  const calls: Calls = (type, id) => first(type, id) ?? keys.get(type)?.get(id) ?? id;
  for (const type of inKeyOrder(catalogue)) {
    const whole = liveResources(state, type.type).filter((was) => isWhole(type, was));
    keys.set(type.type, new Map(whole.map(({ id, body }) => [id, keyOfLive(type, body, calls)])));
  }
  return calls;
}

/** Those that a way back is about: neither the system's nor what tenon runs as. */
export const savedResources = (type: ResourceType, before: Snapshot, self: string | undefined): readonly LiveResource[] =>
  liveResources(before, type.type).filter(({ body }) => !isSystem(type, body) && !isSelf(type, body, self));
