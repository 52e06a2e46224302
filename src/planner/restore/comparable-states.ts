import { toAddress } from '../../model/address.ts';
import { getHiddenFieldNames, getLiveResources, type LiveResource, type LiveType, type Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { hasSubresource } from '../../resources/identity/identify-resources.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { omitMembers } from '../draft.ts';

export interface RestoreStates {
  /** The state to restore. It covers only the resources that it contains. */
  readonly before: Snapshot;
  /** The current state of the tenant. */
  readonly now: Snapshot;
  readonly catalogue: Catalogue;
}

/** Removes fields from each state that are hidden in the other. Resources that no longer exist keep everything that was saved. */
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

/** Checks whether a state leaves unknown if a resource exists, because it could not be read. */
export function isResourceUnknown({ types }: Snapshot, type: ResourceType, key: string): boolean {
  const live = types[type.type];
  if (live?.status === 'unavailable') return true;
  const address = toAddress(type.type, key);
  return (live?.refused ?? []).some((part) => part.relation === undefined && part.address === address);
}

/** Lists relations of a resource that could not be read. */
export function listUnreadRelations({ types }: Snapshot, type: ResourceType, key: string): ReadonlySet<string> {
  const live = types[type.type];
  const refused = live?.status === 'read' ? (live.refused ?? []) : [];
  const address = toAddress(type.type, key);
  return new Set(refused.flatMap((part) => (part.relation !== undefined && part.address === address ? [part.relation] : [])));
}

/** Lists relations that the resource has but that were not saved. */
export const listUnsavedRelations = (type: ResourceType, { body, relations }: LiveResource): readonly string[] =>
  type.relations
    .filter((relation) => relations[relation.field] === undefined && hasSubresource(relation, body))
    .map(({ field }) => field);
