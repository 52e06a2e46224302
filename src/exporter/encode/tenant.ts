import { groupBy } from '../../model/group.ts';
import { type LiveResource, liveResources, type Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { inKeyOrder, isSelf, isSystem, keyOfLive } from '../../resources/identify.ts';
import { type Known, knownKeys, namesOf, type TypeNames } from '../../resources/names.ts';

/** A snapshot with what its ids read as. */
export interface Tenant {
  readonly snapshot: Snapshot;
  readonly known: Known;
  readonly types: ReadonlyMap<string, TypeView>;
}

export interface TypeView {
  readonly type: ResourceType;
  /** What goes into the files: neither Auth0's own nor what tenon runs as. By key. */
  readonly exported: readonly Named[];
  readonly system: readonly Named[];
  readonly self: readonly Named[];
  readonly byKey: ReadonlyMap<string, readonly LiveResource[]>;
  readonly byId: ReadonlyMap<string, LiveResource>;
}

export interface Named {
  readonly key: string;
  readonly live: LiveResource;
}

/** Reads ids as a plan of the exported definition will read them. `speaksOf`: the types that will be declared. */
export function tenantOf(
  snapshot: Snapshot,
  catalogue: readonly ResourceType[],
  speaksOf: (type: ResourceType) => boolean,
): Tenant {
  const types = new Map<string, TypeView>();
  const known = new Map<string, TypeNames>();
  const names = namesOf(known);
  for (const type of inKeyOrder(catalogue)) {
    const view = viewOf(type, snapshot, names.reads);
    types.set(type.type, view);
    known.set(type.type, namesIn(view, speaksOf(type)));
  }
  return { snapshot, known: { names, catalogue }, types };
}

function viewOf(type: ResourceType, snapshot: Snapshot, reads: (type: string, id: string) => string): TypeView {
  const all = liveResources(snapshot, type.type)
    .map((live): Named => ({ key: keyOfLive(type, live.body, reads), live }))
    .sort((a, b) => compareText(a.key, b.key) || compareText(a.live.id, b.live.id));
  const whose = groupBy(all, ({ live: { body } }) =>
    isSystem(type, body) ? 'system' : isSelf(type, body, snapshot.self) ? 'self' : 'exported',
  );
  const byKey = groupBy(all, ({ key }) => key);
  return {
    type,
    exported: whose.get('exported') ?? [],
    system: whose.get('system') ?? [],
    self: whose.get('self') ?? [],
    byKey: new Map([...byKey].map(([key, members]) => [key, members.map(({ live }) => live)])),
    byId: new Map(all.map(({ live }) => [live.id, live])),
  };
}

function namesIn(view: TypeView, declared: boolean): TypeNames {
  const all = [...view.exported, ...view.system, ...view.self];
  const taken = declared ? view.exported : [];
  const keyOf = (list: readonly Named[]) => new Map(list.map(({ live, key }) => [live, key]));
  const keyById = knownKeys(
    all.map(({ live }) => live),
    keyOf(all),
    keyOf(taken),
  );
  const keys = groupBy(taken, ({ key }) => key);
  return {
    declared: new Set(keys.keys()),
    shared: new Set([...keys].flatMap(([key, owners]) => (owners.length > 1 ? [key] : []))),
    liveByKey: view.byKey,
    keyById,
    idByKey: new Map([...keyById].map(([id, key]) => [key, id])),
  };
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
