import { toAddress } from '../../model/address.ts';
import { getHiddenFieldNames, getLiveResources, type LiveResource, type LiveType, type Snapshot } from '../../model/snapshot.ts';
import { hasSubresource } from '../../resources/identify-resources.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { omitMembers } from '../draft.ts';

export interface RestoreStates {
  /** The state to go back to: of all resources that it has, and of no others. */
  readonly before: Snapshot;
  /** Where the tenant is now. */
  readonly now: Snapshot;
  readonly catalogue: readonly ResourceType[];
}

/** Both states without what only one of them could tell. What is gone keeps all that was saved of it. */
export function makeComparable<T extends RestoreStates>(states: T): T {
  const { before, now } = states;
  return { ...states, before: stripHiddenFields(before, now), now: stripHiddenFields(now, before) };
}

function stripHiddenFields(state: Snapshot, other: Snapshot): Snapshot {
  const types = Object.entries(state.types).map(([name, live]): [string, LiveType] => {
    const fields = getHiddenFieldNames(other.types[name]);
    if (fields.size === 0 || live.status !== 'read') return [name, live];
    const shared = new Set(getLiveResources(other, name).map(({ id }) => id));
    const resources = live.resources.map((one) => (shared.has(one.id) ? { ...one, body: omitMembers(one.body, fields) } : one));
    return [name, { ...live, resources }];
  });
  return { ...state, types: Object.fromEntries(types) };
}

/** Whether a state tells nothing of a resource: neither that it is there nor that it is not. */
export function isResourceUnknown({ types }: Snapshot, type: ResourceType, key: string): boolean {
  const live = types[type.type];
  if (live?.status === 'unavailable') return true;
  const address = toAddress(type.type, key);
  return (live?.refused ?? []).some((part) => part.relation === undefined && part.address === address);
}

/** Relations of a resource that a state was refused. */
export function listUnreadRelations({ types }: Snapshot, type: ResourceType, key: string): ReadonlySet<string> {
  const live = types[type.type];
  const refused = live?.status === 'read' ? (live.refused ?? []) : [];
  const address = toAddress(type.type, key);
  return new Set(refused.flatMap((part) => (part.relation !== undefined && part.address === address ? [part.relation] : [])));
}

/** Relations of which nothing was saved, though the resource has such a list. */
export const listUnsavedRelations = (type: ResourceType, { body, relations }: LiveResource): readonly string[] =>
  type.relations
    .filter((relation) => relations[relation.field] === undefined && hasSubresource(relation, body))
    .map(({ field }) => field);
