import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getLiveResources, type LiveResource, type Snapshot } from '../../model/snapshot.ts';
import { getLiveKey, isSelf, isSystem } from '../../resources/identity/identify-resources.ts';
import { isLookedUp, toIdKey } from '../../resources/identity/keyed-lookups.ts';
import { createNameIndex, type ReferenceContext, type TypeNames } from '../../resources/identity/resource-names.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { ReferenceNamer } from '../../schema/request/declarable-resource.ts';
import { isResourceUnknown, makeComparable, type RestoreStates } from './comparable-states.ts';
import { findLosses, type Losses } from './restore-losses.ts';
import { createResourceNamer } from './saved-resources.ts';

/** What to restore. */
export interface RestoreTarget extends RestoreStates {
  /** Ids of live resources to delete, by type; `others` means all that `before` does not have. */
  readonly goes: ReadonlyMap<string, ReadonlySet<string> | 'others'>;
  /** Items to remove from relations that keep undeclared ones: ids or keys, by the live id of the owner and the relation. */
  readonly removedItems?: Readonly<Record<string, DeclaredResource['removedItems']>>;
  /** The file that contains `before`. */
  readonly file: string;
}

/** The restore target with lookups. */
export interface RestoreContext extends Omit<RestoreTarget, 'goes'> {
  /** Names the target of a reference: by id if it still exists, otherwise by its key in `before`. */
  readonly nameResource: ReferenceNamer;
  /** Names a live resource by its current key. */
  readonly nameCurrentResource: ReferenceNamer;
  readonly known: ReferenceContext;
  readonly live: ReadonlyMap<string, ReadonlyMap<string, LiveResource>>;
  /** Live resources that are not in `before`, neither by id nor by key. */
  readonly unknown: ReadonlyMap<string, readonly LiveResource[]>;
  /** Ids of live resources whose key is in `before` with another id: they were deleted and created again. */
  readonly remade: ReadonlyMap<string, ReadonlySet<string>>;
  readonly goes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly losses: Losses;
}

export function createRestoreContext(target: RestoreTarget): RestoreContext {
  const comparable = makeComparable(target);
  const { before, now, catalogue } = comparable;
  const live = new Map(
    catalogue.all.map(({ type }) => [type, new Map(getLiveResources(now, type).map((one) => [one.id, one]))] as const),
  );
  // A resource of a type that cannot be read now may still exist.
  const isHiddenNow = (type: string): boolean => now.types[type]?.status === 'unavailable';
  const nameResource = createResourceNamer(before, catalogue, (type, id) =>
    live.get(type)?.has(id) || isHiddenNow(type) ? id : nameUnread(catalogue.get(type), id),
  );
  const nameCurrentResource = createResourceNamer(now, catalogue);
  // Names both states by key, so that a resource that was created again is recognized.
  const nameByKey = createResourceNamer(before, catalogue, (type, id) =>
    live.get(type)?.has(id) ? nameCurrentResource(type, id) : undefined,
  );
  const fresh = catalogue.all.map((type) => [type.type, splitFresh(type, comparable, nameByKey)] as const);
  const unknown = new Map(fresh.map(([type, split]) => [type, split.unknown]));
  const remade = new Map(fresh.map(([type, split]) => [type, new Set(split.remade.map(({ id }) => id))]));
  // A resource that could not be read may have existed, so it does not count as new.
  const listOthers = (type: ResourceType): readonly LiveResource[] =>
    (unknown.get(type.type) ?? []).filter(({ id }) => !isResourceUnknown(before, type, nameCurrentResource(type.type, id)));
  const goes = catalogue.all.flatMap((type): [string, ReadonlySet<string>][] => {
    const ids = comparable.goes.get(type.type);
    return ids ? [[type.type, ids === 'others' ? new Set(listOthers(type).map(({ id }) => id)) : ids]] : [];
  });
  const known: ReferenceContext = { names: { ...createNameIndex(indexLiveIds(now)), toKey: nameResource }, catalogue };
  return {
    ...comparable,
    nameResource,
    nameCurrentResource,
    known,
    live,
    unknown,
    remade,
    goes: new Map(goes),
    losses: findLosses(comparable),
  };
}

interface FreshResources {
  readonly unknown: readonly LiveResource[];
  readonly remade: readonly LiveResource[];
}

/** Splits live resources whose ids are not in `before` into unknown ones and ones that were created again, by their keys. */
function splitFresh(type: ResourceType, { before, now }: RestoreTarget, nameByKey: ReferenceNamer): FreshResources {
  const saved = getLiveResources(before, type.type);
  const current = getLiveResources(now, type.type);
  const ids = new Set(current.map(({ id }) => id));
  const named = new Set(saved.map(({ id }) => id));
  const lost = new Set(saved.filter(({ id }) => !ids.has(id)).map((live) => getLiveKey(type, live, nameByKey)));
  const fresh = current.filter(({ id, body }) => !named.has(id) && !isSystem(type, body) && !isSelf(type, body, now.self));
  const isLost = (live: LiveResource): boolean => lost.has(getLiveKey(type, live, nameByKey));
  return { unknown: fresh.filter((live) => !isLost(live)), remade: fresh.filter(isLost) };
}

/** Indexes the ids of the types that were read, so that an id in a list of several types is recognized. */
const indexLiveIds = (now: Snapshot): ReadonlyMap<string, TypeNames> =>
  new Map(
    Object.keys(now.types)
      .filter((type) => now.types[type]?.status === 'read')
      .map((type) => {
        const resources = getLiveResources(now, type);
        const ids = new Map(resources.map(({ id }) => [id, id]));
        const liveByKey = new Map(resources.map((live) => [live.id, [live]]));
        return [type, { declaredKeys: new Set(), ambiguousKeys: new Set(), liveByKey, keyById: ids, idByKey: ids }];
      }),
  );

/** Names a resource that is never listed and was not read: by its id, by which it can be found. */
const nameUnread = (type: ResourceType | undefined, id: string): string | undefined =>
  type && isLookedUp(type) ? toIdKey(id) : undefined;
