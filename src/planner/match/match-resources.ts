import { addressOf } from '../../model/address.ts';
import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type LiveResource, liveResources, type Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { inKeyOrder, isForeign, isSelf, isSystem, keyOfLive } from '../../resources/identify.ts';
import { knownKeys, type Names, namesOf, type TypeNames } from '../../resources/names.ts';
import { claimsOf } from './claims.ts';

/** A declared resource and what the tenant has of it. */
export interface Pair {
  readonly declared: DeclaredResource;
  readonly live?: LiveResource;
}

export interface TypeMatch {
  readonly definition: ResourceType;
  readonly pairs: readonly Pair[];
  /** Live resources that nobody declares, with their keys; neither the system's nor our own. */
  readonly unmatched: readonly { readonly key: string; readonly live: LiveResource }[];
  readonly untouchable: readonly Untouchable[];
}

/** A declared resource that belongs to Auth0 itself, or that tenon runs as. */
export interface Untouchable {
  readonly declared: DeclaredResource;
  readonly live: LiveResource;
  readonly whose: 'system' | 'self';
}

export interface Matching {
  readonly types: readonly TypeMatch[];
  readonly names: Names;
  readonly problems: readonly Problem[];
}

/** Finds each declared resource in the snapshot: by `$id`, by key, by the key it had before. */
export function match(definition: Definition, snapshot: Snapshot, catalogue: readonly ResourceType[]): Matching {
  const known = new Map<string, TypeNames>();
  const names = namesOf(known);
  const problems: Problem[] = [];
  const matched = new Map<string, TypeMatch>();
  for (const type of inKeyOrder(catalogue)) {
    const declared = definition.resources.flatMap((resource) =>
      resource.type === type.type ? [knownAs(type, resource, names)] : [],
    );
    const found = matchType(type, declared, snapshot, names, problems);
    matched.set(type.type, found.match);
    known.set(type.type, found.names);
  }
  return { types: catalogue.flatMap((type) => matched.get(type.type) ?? []), names, problems };
}

/** A key that holds an id reads as the key of what has that id, like any other reference. */
function knownAs(type: ResourceType, resource: DeclaredResource, names: Names): DeclaredResource {
  if (type.key.length === 1) return resource;
  const key = keyOfLive(type, resource.fields, names.reads);
  return key === resource.key ? resource : { ...resource, key, address: addressOf(type.type, key) };
}

function matchType(
  type: ResourceType,
  declared: readonly DeclaredResource[],
  snapshot: Snapshot,
  names: Names,
  problems: Problem[],
): { readonly match: TypeMatch; readonly names: TypeNames } {
  const live = liveResources(snapshot, type.type);
  const liveKeys = new Map(live.map((resource) => [resource, keyOfLive(type, resource.body, names.reads)]));
  const byKey = groupBy(live, keyIn(liveKeys));
  const taken = new Map<LiveResource, DeclaredResource>();
  const pairs: Pair[] = [];
  const untouchable: Untouchable[] = [];
  const own = live.filter((resource) => !isForeign(type, resource.body));
  const claims = claimsOf(declared, own, groupBy(own, keyIn(liveKeys)), type.onlyOne === true);
  problems.push(...claims.problems);
  for (const resource of declared) {
    const found = claims.found.get(resource);
    const whose = found && (isSystem(type, found.body) ? 'system' : isSelf(type, found.body, snapshot.self) ? 'self' : undefined);
    if (found) taken.set(found, resource);
    if (found && whose) untouchable.push({ declared: resource, live: found, whose });
    else pairs.push(found ? { declared: resource, live: found } : { declared: resource });
  }
  const unmatched = live
    .filter((resource) => !taken.has(resource) && !isSystem(type, resource.body) && !isSelf(type, resource.body, snapshot.self))
    .map((resource) => ({ key: liveKeys.get(resource) ?? '', live: resource }))
    .sort((a, b) => compareText(a.key, b.key) || compareText(a.live.id, b.live.id));
  return {
    match: { definition: type, pairs, unmatched, untouchable },
    names: typeNames(declared, live, liveKeys, taken, byKey),
  };
}

const keyIn =
  (keys: ReadonlyMap<LiveResource, string>) =>
  (resource: LiveResource): string =>
    keys.get(resource) ?? '';

function typeNames(
  declared: readonly DeclaredResource[],
  live: readonly LiveResource[],
  liveKeys: ReadonlyMap<LiveResource, string>,
  taken: ReadonlyMap<LiveResource, DeclaredResource>,
  byKey: ReadonlyMap<string, readonly LiveResource[]>,
): TypeNames {
  const keyById = knownKeys(live, liveKeys, new Map([...taken].map(([resource, owner]) => [resource, owner.key])));
  const idByKey = new Map([...keyById].map(([id, key]) => [key, id]));
  const keys = groupBy(declared, (resource) => resource.key);
  const shared = new Set([...keys].flatMap(([key, owners]) => (owners.length > 1 ? [key] : [])));
  return { declared: new Set(keys.keys()), shared, liveByKey: byKey, keyById, idByKey };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
