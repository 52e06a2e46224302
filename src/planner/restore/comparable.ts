import { addressOf } from '../../model/address.ts';
import { hiddenNames, type LiveResource, type LiveType, liveResources, type Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { hasList } from '../../resources/identify.ts';
import { without } from '../draft.ts';

export interface States {
  /** The state to go back to: of all resources that it has, and of no others. */
  readonly before: Snapshot;
  /** Where the tenant is now. */
  readonly now: Snapshot;
  readonly catalogue: readonly ResourceType[];
}

/** Both states without what only one of them could tell. What is gone keeps all that was saved of it. */
export function comparable<T extends States>(states: T): T {
  const { before, now } = states;
  return { ...states, before: stripped(before, now), now: stripped(now, before) };
}

function stripped(state: Snapshot, other: Snapshot): Snapshot {
  const types = Object.entries(state.types).map(([name, live]): [string, LiveType] => {
    const fields = hiddenNames(other.types[name]);
    if (fields.size === 0 || live.status !== 'read') return [name, live];
    const shared = new Set(liveResources(other, name).map(({ id }) => id));
    const resources = live.resources.map((one) => (shared.has(one.id) ? { ...one, body: without(one.body, fields) } : one));
    return [name, { ...live, resources }];
  });
  return { ...state, types: Object.fromEntries(types) };
}

/** Whether a state tells nothing of a resource: neither that it is there nor that it is not. */
export function isUnseen({ types }: Snapshot, type: ResourceType, key: string): boolean {
  const live = types[type.type];
  if (live?.status === 'unavailable') return true;
  const address = addressOf(type.type, key);
  return (live?.refused ?? []).some((part) => part.relation === undefined && part.address === address);
}

/** Relations of a resource that a state was refused. */
export function unseenRelations({ types }: Snapshot, type: ResourceType, key: string): ReadonlySet<string> {
  const live = types[type.type];
  const refused = live?.status === 'read' ? (live.refused ?? []) : [];
  const address = addressOf(type.type, key);
  return new Set(refused.flatMap((part) => (part.relation !== undefined && part.address === address ? [part.relation] : [])));
}

/** Relations of which nothing was saved, though the resource has such a list. */
export const unsavedRelations = (type: ResourceType, { body, relations }: LiveResource): readonly string[] =>
  type.relations
    .filter((relation) => relations[relation.field] === undefined && hasList(relation, body))
    .map(({ field }) => field);
