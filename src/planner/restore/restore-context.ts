import { getLiveResources, type LiveResource } from '../../model/snapshot.ts';
import { getLiveKey, isSelf, isSystem } from '../../resources/identify-resources.ts';
import { createNameIndex, type ReferenceContext } from '../../resources/resource-names.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { ReferenceNamer } from '../../schema/request/declarable-resource.ts';
import { isResourceUnknown, makeComparable, type RestoreStates } from './comparable-states.ts';
import { findLosses, type Losses } from './restore-losses.ts';
import { createResourceNamer } from './saved-resources.ts';

/** What a way back leads to, and from where. */
export interface RestoreTarget extends RestoreStates {
  /** Live ids that go, by type; or `others`: all that `before` does not have. */
  readonly goes: ReadonlyMap<string, ReadonlySet<string> | 'others'>;
  /** The file that `before` comes from. */
  readonly file: string;
}

/** The same, with all that has to be looked up again and again. */
export interface RestoreContext extends Omit<RestoreTarget, 'goes'> {
  /** References: what is still there by its id, what is gone by the key that it had. */
  readonly nameResource: ReferenceNamer;
  /** What is there by the key that it has now. */
  readonly nameCurrentResource: ReferenceNamer;
  readonly known: ReferenceContext;
  readonly live: ReadonlyMap<string, ReadonlyMap<string, LiveResource>>;
  /** Live resources that `before` knows nothing of, neither by their id nor by their key. */
  readonly unknown: ReadonlyMap<string, readonly LiveResource[]>;
  /** Live ids of what `before` knows by its key and by another id: it was deleted since, and made again. */
  readonly remade: ReadonlyMap<string, ReadonlySet<string>>;
  readonly goes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly losses: Losses;
}

export function createRestoreContext(target: RestoreTarget): RestoreContext {
  const way = makeComparable(target);
  const { before, now, catalogue } = way;
  const live = new Map(
    catalogue.map(({ type }) => [type, new Map(getLiveResources(now, type).map((one) => [one.id, one]))] as const),
  );
  // It may well be there still.
  const isHiddenNow = (type: string): boolean => now.types[type]?.status === 'unavailable';
  const nameResource = createResourceNamer(before, catalogue, (type, id) =>
    live.get(type)?.has(id) || isHiddenNow(type) ? id : undefined,
  );
  const nameCurrentResource = createResourceNamer(now, catalogue);
  // Both by their keys, so that what was made again is seen to be the same.
  const nameByKey = createResourceNamer(before, catalogue, (type, id) =>
    live.get(type)?.has(id) ? nameCurrentResource(type, id) : undefined,
  );
  const fresh = catalogue.map((type) => [type.type, splitFresh(type, way, nameByKey)] as const);
  const unknown = new Map(fresh.map(([type, split]) => [type, split.unknown]));
  const remade = new Map(fresh.map(([type, split]) => [type, new Set(split.remade.map(({ id }) => id))]));
  // Of what could not be seen it is not known that it was not there.
  const listOthers = (type: ResourceType): readonly LiveResource[] =>
    (unknown.get(type.type) ?? []).filter(({ id }) => !isResourceUnknown(before, type, nameCurrentResource(type.type, id)));
  const goes = catalogue.flatMap((type): [string, ReadonlySet<string>][] => {
    const ids = way.goes.get(type.type);
    return ids ? [[type.type, ids === 'others' ? new Set(listOthers(type).map(({ id }) => id)) : ids]] : [];
  });
  const known: ReferenceContext = { names: { ...createNameIndex(new Map()), toKey: nameResource }, catalogue };
  return {
    ...way,
    nameResource,
    nameCurrentResource,
    known,
    live,
    unknown,
    remade,
    goes: new Map(goes),
    losses: findLosses(way),
  };
}

interface FreshResources {
  readonly unknown: readonly LiveResource[];
  readonly remade: readonly LiveResource[];
}

/** Live resources with ids that `before` does not have: by their keys, those that it does not know and those that were made again. */
function splitFresh(type: ResourceType, { before, now }: RestoreTarget, nameByKey: ReferenceNamer): FreshResources {
  const saved = getLiveResources(before, type.type);
  const there = getLiveResources(now, type.type);
  const ids = new Set(there.map(({ id }) => id));
  const named = new Set(saved.map(({ id }) => id));
  const lost = new Set(saved.filter(({ id }) => !ids.has(id)).map(({ body }) => getLiveKey(type, body, nameByKey)));
  const fresh = there.filter(({ id, body }) => !named.has(id) && !isSystem(type, body) && !isSelf(type, body, now.self));
  const isLost = ({ body }: LiveResource): boolean => lost.has(getLiveKey(type, body, nameByKey));
  return { unknown: fresh.filter((live) => !isLost(live)), remade: fresh.filter(isLost) };
}
