import type { DeclaredResource } from '../model/definition/definition.ts';
import type { JsonValue } from '../model/json/json.ts';
import type { Operation } from '../model/plan/plan.ts';
import { type LiveResource, liveResources, type Snapshot } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { inKeyOrder, keyOfLive } from '../resources/identify.ts';
import { type Known, knownKeys, namesOf, type TypeNames } from '../resources/names.ts';
import { liveItem } from '../resources/relation-items.ts';

export type { Known };

/** The keys under which what the tenant has is known, so that ids read as names. */
export function knownOf(snapshot: Snapshot, catalogue: readonly ResourceType[]): Known {
  const types = new Map<string, TypeNames>();
  const names = namesOf(types);
  for (const type of inKeyOrder(catalogue)) {
    const live = liveResources(snapshot, type.type);
    const keys = new Map(live.map((resource) => [resource, keyOfLive(type, resource.body, names.reads)]));
    const keyById = knownKeys(live, keys, new Map());
    const idByKey = new Map([...keyById].map(([id, key]) => [key, id]));
    types.set(type.type, { declared: new Set(), shared: new Set(), liveByKey: new Map(), keyById, idByKey });
  }
  return { names, catalogue };
}

/** Key → what the tenant has of a type. */
export const liveKeys = (
  snapshot: Snapshot,
  type: ResourceType,
  { names }: Known,
): readonly (readonly [string, LiveResource])[] =>
  liveResources(snapshot, type.type).map((resource) => [keyOfLive(type, resource.body, names.reads), resource]);

interface Where {
  readonly address: string;
  readonly type: ResourceType;
  readonly snapshot: Snapshot;
}

/** The tenant's side of an address: what the plan works on, what `$id` names, or what has the key. */
export function liveOf(
  { address, type, snapshot }: Where,
  declared: DeclaredResource | undefined,
  operations: readonly Operation[],
  known: Known,
): LiveResource | undefined {
  const id = declared?.pinnedId ?? operations.find(({ liveId }) => liveId !== undefined)?.liveId;
  const all = liveKeys(snapshot, type, known);
  const key = address.slice(type.type.length + 1);
  return (id === undefined ? all.find(([name]) => name === key) : all.find(([, resource]) => resource.id === id))?.[1];
}

/** Relations in the words of a definition. */
export const liveRelations = (type: ResourceType, live: LiveResource, known: Known): Readonly<Record<string, JsonValue>> =>
  Object.fromEntries(
    type.relations.flatMap((relation) => {
      const items = live.relations[relation.field];
      return items ? [[relation.field, items.map((item) => liveItem(type, relation, item, known).value)]] : [];
    }),
  );
