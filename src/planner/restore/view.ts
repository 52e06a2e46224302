import { type LiveResource, liveResources } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { isSelf, isSystem, keyOfLive } from '../../resources/identify.ts';
import { type Known, namesOf } from '../../resources/names.ts';
import type { Calls } from '../../schema/request/declarable.ts';
import { comparable, isUnseen, type States } from './comparable.ts';
import { findLosses, type Losses } from './losses.ts';
import { callsIn } from './saved.ts';

/** What a way back leads to, and from where. */
export interface WayBack extends States {
  /** Live ids that go, by type; or `others`: all that `before` does not have. */
  readonly goes: ReadonlyMap<string, ReadonlySet<string> | 'others'>;
  /** The file that `before` comes from. */
  readonly file: string;
}

/** The same, with all that has to be looked up again and again. */
export interface View extends Omit<WayBack, 'goes'> {
  /** References: what is still there by its id, what is gone by the key that it had. */
  readonly calls: Calls;
  /** What is there by the key that it has now. */
  readonly callsNow: Calls;
  readonly known: Known;
  readonly live: ReadonlyMap<string, ReadonlyMap<string, LiveResource>>;
  /** Live resources that `before` knows nothing of, neither by their id nor by their key. */
  readonly unknown: ReadonlyMap<string, readonly LiveResource[]>;
  /** Live ids of what `before` knows by its key and by another id: it was deleted since, and made again. */
  readonly remade: ReadonlyMap<string, ReadonlySet<string>>;
  readonly goes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly losses: Losses;
}

export function viewOf(given: WayBack): View {
  const way = comparable(given);
  const { before, now, catalogue } = way;
  const live = new Map(
    catalogue.map(({ type }) => [type, new Map(liveResources(now, type).map((one) => [one.id, one]))] as const),
  );
  // It may well be there still.
  const isHiddenNow = (type: string): boolean => now.types[type]?.status === 'unavailable';
  const calls = callsIn(before, catalogue, (type, id) => (live.get(type)?.has(id) || isHiddenNow(type) ? id : undefined));
  const callsNow = callsIn(now, catalogue);
  // Both by their keys, so that what was made again is seen to be the same.
  const plainly = callsIn(before, catalogue, (type, id) => (live.get(type)?.has(id) ? callsNow(type, id) : undefined));
  const fresh = catalogue.map((type) => [type.type, splitFresh(type, way, plainly)] as const);
  const unknown = new Map(fresh.map(([type, split]) => [type, split.unknown]));
  const remade = new Map(fresh.map(([type, split]) => [type, new Set(split.remade.map(({ id }) => id))]));
  // Of what could not be seen it is not known that it was not there.
  const others = (type: ResourceType): readonly LiveResource[] =>
    (unknown.get(type.type) ?? []).filter(({ id }) => !isUnseen(before, type, callsNow(type.type, id)));
  const goes = catalogue.flatMap((type): [string, ReadonlySet<string>][] => {
    const ids = way.goes.get(type.type);
    return ids ? [[type.type, ids === 'others' ? new Set(others(type).map(({ id }) => id)) : ids]] : [];
  });
  const known: Known = { names: { ...namesOf(new Map()), reads: calls }, catalogue };
  return { ...way, calls, callsNow, known, live, unknown, remade, goes: new Map(goes), losses: findLosses(way) };
}

interface Fresh {
  readonly unknown: readonly LiveResource[];
  readonly remade: readonly LiveResource[];
}

/** Live resources with ids that `before` does not have: by their keys, those that it does not know and those that were made again. */
function splitFresh(type: ResourceType, { before, now }: WayBack, plainly: Calls): Fresh {
  const saved = liveResources(before, type.type);
  const there = liveResources(now, type.type);
  const ids = new Set(there.map(({ id }) => id));
  const named = new Set(saved.map(({ id }) => id));
  const lost = new Set(saved.filter(({ id }) => !ids.has(id)).map(({ body }) => keyOfLive(type, body, plainly)));
  const fresh = there.filter(({ id, body }) => !named.has(id) && !isSystem(type, body) && !isSelf(type, body, now.self));
  const isLost = ({ body }: LiveResource): boolean => lost.has(keyOfLive(type, body, plainly));
  return { unknown: fresh.filter((live) => !isLost(live)), remade: fresh.filter(isLost) };
}
