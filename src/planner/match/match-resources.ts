import { toAddress } from '../../model/address.ts';
import { compareText } from '../../model/compare-text.ts';
import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getLiveResources, type LiveResource, type Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getLiveKey, isForeign, isSelf, isSystem, sortByKeyReferences } from '../../resources/identity/identify-resources.ts';
import { buildTypeNames, createNameIndex, type NameIndex, type TypeNames } from '../../resources/identity/resource-names.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { claimAbsent, type Declarations, omitPinnedAbsent } from './claim-absent.ts';
import { claimLiveResources } from './claim-live-resources.ts';

/** A declared resource and its live counterpart, if there is one. */
export interface ResourcePair {
  readonly declared: DeclaredResource;
  /** Where undeclared items of a relation are kept, it has only the declared ones. */
  readonly live?: LiveResource;
  /** The ids of declared items, by relation, where undeclared ones are kept. Includes items that the tenant lacks, if their id is known. */
  readonly managedItems?: Readonly<Record<string, readonly string[]>>;
}

export interface TypeMatch {
  readonly definition: ResourceType;
  readonly pairs: readonly ResourcePair[];
  /** Live resources that no declared one is, without Auth0's own resources and tenon's own client. */
  readonly unmatched: readonly UnmatchedResource[];
  readonly untouchable: readonly UntouchableResource[];
}

export interface UnmatchedResource {
  readonly key: string;
  readonly live: LiveResource;
  /** The declaration that the tenant must not have it (`$absent`). Undefined: no file names it. */
  readonly absent?: DeclaredResource;
  /** The plan is limited to others (`--only`), so it stays even if its type is pruned. */
  readonly isLeftOut?: true;
}

/** A declared resource that belongs to Auth0 (`system`) or that is tenon's own client (`self`). */
export interface UntouchableResource {
  readonly declared: DeclaredResource;
  readonly live: LiveResource;
  readonly whose: 'system' | 'self';
}

export interface Matching {
  readonly types: readonly TypeMatch[];
  readonly names: NameIndex;
  readonly problems: readonly Problem[];
}

/** Finds each declared resource in the snapshot: by `$id`, by key, or by its former key. */
export function matchResources(definition: Definition, snapshot: Snapshot, catalogue: Catalogue): Matching {
  const known = new Map<string, TypeNames>();
  const names = createNameIndex(known);
  const problems: Problem[] = [];
  const matched = new Map<string, TypeMatch>();
  for (const type of sortByKeyReferences(catalogue.all)) {
    const ofType = (resources: readonly DeclaredResource[]): readonly DeclaredResource[] =>
      resources.filter((resource) => resource.type === type.type);
    const written = ofType(definition.resources);
    const resolveKeys = (resources: readonly DeclaredResource[]): readonly DeclaredResource[] =>
      resources.map((resource) => resolveKey(type, resource, names));
    const declarations = { declared: resolveKeys(written), absent: resolveKeys(ofType(definition.absent)) };
    const found = matchType(type, declarations, snapshot, names, problems);
    matched.set(type.type, found.match);
    known.set(type.type, addWrittenKeys(found.names, written, declarations.declared));
  }
  return { types: catalogue.all.flatMap((type) => matched.get(type.type) ?? []), names, problems };
}

/** Replaces ids in a composite key with the keys of the resources they refer to, as in any other reference. */
function resolveKey(type: ResourceType, resource: DeclaredResource, names: NameIndex): DeclaredResource {
  if (type.key.length === 1) return resource;
  const key = getLiveKey(type, { body: resource.fields }, names.toKey);
  return key === resource.key ? resource : { ...resource, key, address: toAddress(type.type, key) };
}

/** Lets a reference name a resource by its key as written, too: with ids where the resolved key has names. */
function addWrittenKeys(
  names: TypeNames,
  written: readonly DeclaredResource[],
  resolved: readonly DeclaredResource[],
): TypeNames {
  const renamed = written.flatMap(({ key }, index): [string, string][] => {
    const now = resolved[index]?.key ?? key;
    return now === key ? [] : [[key, now]];
  });
  return renamed.length === 0 ? names : { ...names, keyById: new Map([...renamed, ...names.keyById]) };
}

function matchType(
  type: ResourceType,
  declarations: Declarations,
  snapshot: Snapshot,
  names: NameIndex,
  problems: Problem[],
): { readonly match: TypeMatch; readonly names: TypeNames } {
  const { declared } = declarations;
  const live = getLiveResources(snapshot, type.type);
  const liveKeys = new Map(live.map((resource) => [resource, getLiveKey(type, resource, names.toKey)]));
  const byKey = groupBy(live, createKeyLookup(liveKeys));
  const taken = new Map<LiveResource, DeclaredResource>();
  const pairs: ResourcePair[] = [];
  const untouchable: UntouchableResource[] = [];
  const own = live.filter((resource) => !isForeign(type, resource.body));
  const claimable = omitPinnedAbsent(own, declarations);
  const claims = claimLiveResources(type, declared, claimable, groupBy(claimable, createKeyLookup(liveKeys)));
  const ownByKey = groupBy(own, createKeyLookup(liveKeys));
  const unwanted = claimAbsent(type, { ...declarations, claims, live: own, byKey: ownByKey, self: snapshot.self });
  problems.push(...claims.problems, ...unwanted.problems);
  for (const resource of declared) {
    const found = claims.found.get(resource);
    const whose = found && (isSystem(type, found.body) ? 'system' : isSelf(type, found.body, snapshot.self) ? 'self' : undefined);
    if (found) taken.set(found, resource);
    if (found && whose) untouchable.push({ declared: resource, live: found, whose });
    else pairs.push(found ? { declared: resource, live: found } : { declared: resource });
  }
  const unmatched = live
    .filter((resource) => !taken.has(resource) && !isSystem(type, resource.body) && !isSelf(type, resource.body, snapshot.self))
    .map((live) => ({ key: liveKeys.get(live) ?? '', live, ...omitUndefined({ absent: unwanted.found.get(live) }) }))
    .sort((a, b) => compareText(a.key, b.key) || compareText(a.live.id, b.live.id));
  return {
    match: { definition: type, pairs, unmatched, untouchable },
    names: buildTypeNames(
      declared.map(({ key }) => key),
      live,
      liveKeys,
      new Map([...taken].map(([resource, { key }]) => [resource, key])),
      byKey,
    ),
  };
}

const createKeyLookup =
  (keys: ReadonlyMap<LiveResource, string>) =>
  (resource: LiveResource): string =>
    keys.get(resource) ?? '';
