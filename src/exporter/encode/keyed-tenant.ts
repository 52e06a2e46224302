import { compareText } from '../../model/compare-text.ts';
import { groupBy } from '../../model/group-by.ts';
import { getLiveResources, type LiveResource, type Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getLiveKey, isSelf, isSystem, sortByKeyReferences } from '../../resources/identity/identify-resources.ts';
import {
  buildTypeNames,
  createNameIndex,
  type ReferenceContext,
  type TypeNames,
} from '../../resources/identity/resource-names.ts';
import type { ResourceType } from '../../resources/resource-type.ts';

/** A snapshot, with the key of every id. */
export interface KeyedTenant {
  readonly snapshot: Snapshot;
  readonly references: ReferenceContext;
  readonly types: ReadonlyMap<string, TypeView>;
}

export interface TypeView {
  readonly type: ResourceType;
  /** The resources to export, sorted by key: without Auth0's own and without tenon's client. */
  readonly exported: readonly KeyedResource[];
  /** Auth0's own, and others that are only referred to. */
  readonly system: readonly KeyedResource[];
  readonly self: readonly KeyedResource[];
  readonly byKey: ReadonlyMap<string, readonly LiveResource[]>;
  readonly byId: ReadonlyMap<string, LiveResource>;
}

export interface KeyedResource {
  readonly key: string;
  readonly live: LiveResource;
}

/**
 * Resolves ids to keys as a plan of the exported definition will. `willBeDeclared`: whether the definition will contain a type.
 * `referenceOnly`: resources that it will refer to without declaring them, as `type id`.
 */
export function buildKeyedTenant(
  snapshot: Snapshot,
  catalogue: Catalogue,
  willBeDeclared: (type: ResourceType) => boolean,
  referenceOnly: ReadonlySet<string> = new Set(),
): KeyedTenant {
  const types = new Map<string, TypeView>();
  const typeNames = new Map<string, TypeNames>();
  const names = createNameIndex(typeNames);
  for (const type of sortByKeyReferences(catalogue.all)) {
    const view = buildTypeView(type, snapshot, names.toKey, referenceOnly);
    types.set(type.type, view);
    typeNames.set(type.type, buildExportedNames(view, willBeDeclared(type)));
  }
  return { snapshot, references: { names, catalogue }, types };
}

function buildTypeView(
  type: ResourceType,
  snapshot: Snapshot,
  toKey: (type: string, id: string) => string,
  referenceOnly: ReadonlySet<string>,
): TypeView {
  const all = getLiveResources(snapshot, type.type)
    .map((live): KeyedResource => ({ key: getLiveKey(type, live, toKey), live }))
    .sort((a, b) => compareText(a.key, b.key) || compareText(a.live.id, b.live.id));
  const groups = groupBy(all, ({ live: { id, body } }) =>
    isSystem(type, body) || referenceOnly.has(`${type.type} ${id}`)
      ? 'system'
      : isSelf(type, body, snapshot.self)
        ? 'self'
        : 'exported',
  );
  const byKey = groupBy(all, ({ key }) => key);
  return {
    type,
    exported: groups.get('exported') ?? [],
    system: groups.get('system') ?? [],
    self: groups.get('self') ?? [],
    byKey: new Map([...byKey].map(([key, members]) => [key, members.map(({ live }) => live)])),
    byId: new Map(all.map(({ live }) => [live.id, live])),
  };
}

function buildExportedNames(view: TypeView, isDeclared: boolean): TypeNames {
  const all = [...view.exported, ...view.system, ...view.self];
  const declared = isDeclared ? view.exported : [];
  return buildTypeNames(
    declared.map(({ key }) => key),
    all.map(({ live }) => live),
    mapLiveToKey(all),
    mapLiveToKey(declared),
    view.byKey,
  );
}

const mapLiveToKey = (resources: readonly KeyedResource[]): ReadonlyMap<LiveResource, string> =>
  new Map(resources.map(({ live, key }) => [live, key]));
