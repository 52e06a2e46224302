import { getLiveResources, type LiveResource } from '../../model/snapshot.ts';
import { getLiveKey, isSelf, isSystem } from '../../resources/identity/identify-resources.ts';
import { createNameIndex, type ReferenceContext } from '../../resources/identity/resource-names.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { ReferenceNamer } from '../../schema/request/declarable-resource.ts';
import { isResourceUnknown, makeComparable, type RestoreStates } from './comparable-states.ts';
import { findLosses, type Losses } from './restore-losses.ts';
import { createResourceNamer } from './saved-resources.ts';

/** What to restore. */
export interface RestoreTarget extends RestoreStates {
  /** Ids of live resources to delete, by type; `others` means all that `before` does not have. */
  readonly goes: ReadonlyMap<string, ReadonlySet<string> | 'others'>;
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
    live.get(type)?.has(id) || isHiddenNow(type) ? id : undefined,
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
  const known: ReferenceContext = { names: { ...createNameIndex(new Map()), toKey: nameResource }, catalogue };
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
