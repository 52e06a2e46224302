import { toAddress } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { findRegistration, getRegisteredValue } from '../../resources/identity/registrations.ts';
import type { ResourceType } from '../../resources/resource-type.ts';

/** The live resource of each declared one. No live resource is claimed twice. */
export interface Claims {
  readonly found: ReadonlyMap<DeclaredResource, LiveResource>;
  readonly problems: readonly Problem[];
}

export type LiveByKey = ReadonlyMap<string, readonly LiveResource[]>;

/**
 * Claims a live resource for each declared one: first by `$id`, then by former key if the new key is unused, then by key. A rename frees
 * its former key for another declared resource, so renames can be chained: b becomes c, and a becomes b. A resource that is registered
 * from a document is claimed by its document, whatever its name, and never instead of an ordinary one.
 */
export function claimLiveResources(
  type: ResourceType,
  declared: readonly DeclaredResource[],
  live: readonly LiveResource[],
  byKey: LiveByKey,
): Claims {
  const register = new ClaimRegister(byKey);
  claimPinned(register, declared, live);
  const unpinned = declared.filter((resource) => resource.pinnedId === undefined);
  const named = unpinned.filter((resource) => !findRegistration(type, resource.fields));
  claimRegistered(register, type, unpinned, live);
  const renamed = new Set(named.filter(({ key, renamedFrom }) => renamedFrom !== undefined && renamedFrom !== key));
  claimRenamed(register, renamed);
  claimNamed(register, named, findUndoneRenames(renamed, declared, byKey));
  if (type.singleton) claimOnlyOne(register, named, live);
  return register;
}

class ClaimRegister implements Claims {
  readonly found = new Map<DeclaredResource, LiveResource>();
  readonly owners = new Map<LiveResource, DeclaredResource>();
  readonly problems: Problem[] = [];
  readonly #byKey: LiveByKey;

  constructor(byKey: LiveByKey) {
    this.#byKey = byKey;
  }

  claim(resource: DeclaredResource, live: LiveResource): void {
    this.found.set(resource, live);
    this.owners.set(live, resource);
  }

  listByKey = (key: string | undefined): readonly LiveResource[] => (key === undefined ? [] : (this.#byKey.get(key) ?? []));
  /** Lists live resources with this key that no declared resource has claimed yet. */
  listUnclaimed = (key: string | undefined): readonly LiveResource[] =>
    this.listByKey(key).filter((live) => !this.owners.has(live));
}

function claimPinned(register: ClaimRegister, declared: readonly DeclaredResource[], live: readonly LiveResource[]): void {
  const byId = new Map(live.map((resource) => [resource.id, resource]));
  for (const resource of declared) {
    if (resource.pinnedId === undefined) continue;
    const pinned = byId.get(resource.pinnedId);
    const other = pinned && register.owners.get(pinned);
    if (!pinned) register.problems.push(buildMissingPinProblem(resource));
    else if (other) register.problems.push(buildClaimedTwiceProblem(resource, other, '/$id'));
    else register.claim(resource, pinned);
  }
}

function claimRegistered(
  register: ClaimRegister,
  { registration }: ResourceType,
  declared: readonly DeclaredResource[],
  live: readonly LiveResource[],
): void {
  if (!registration) return;
  const byValue = new Map(live.map((resource) => [getRegisteredValue(registration, resource.body), resource]));
  for (const resource of declared) {
    const value = getRegisteredValue(registration, resource.fields);
    const found = value === undefined ? undefined : byValue.get(value);
    if (found && !register.owners.has(found)) register.claim(resource, found);
  }
}

/** Claims renamed resources and deletes them from `renamed`. A rename frees its old key, so a later rename may take it. */
function claimRenamed(register: ClaimRegister, renamed: Set<DeclaredResource>): void {
  for (let moved = true; moved; ) {
    moved = false;
    for (const resource of renamed) {
      const former = register.listUnclaimed(resource.renamedFrom);
      if (former[0] === undefined || register.listUnclaimed(resource.key).length > 0) continue;
      if (former.length > 1) register.problems.push(buildAmbiguousKeyProblem(resource, former));
      register.claim(resource, former[0]);
      renamed.delete(resource);
      moved = true;
    }
  }
}

function claimNamed(
  register: ClaimRegister,
  named: readonly DeclaredResource[],
  unresolved: ReadonlySet<DeclaredResource>,
): void {
  for (const resource of named.filter((candidate) => !register.found.has(candidate))) {
    const current = register.listUnclaimed(resource.key);
    const former = register.listByKey(resource.renamedFrom)[0];
    const other = former && register.owners.get(former);
    if (current[0] && unresolved.has(resource)) register.problems.push(buildBothPresentProblem(resource));
    if (current.length > 1) register.problems.push(buildAmbiguousKeyProblem(resource, current));
    if (current[0]) register.claim(resource, current[0]);
    else if (other && other.key !== resource.renamedFrom)
      register.problems.push(buildClaimedTwiceProblem(resource, other, '/$renamed_from'));
  }
}

/** Claims the one live resource of a singleton type for the one declared resource, even if their keys differ. */
function claimOnlyOne(register: ClaimRegister, named: readonly DeclaredResource[], live: readonly LiveResource[]): void {
  const [resource, ...others] = named;
  const [only] = live;
  if (resource && only && others.length === 0 && register.found.size === 0) register.claim(resource, only);
}

/**
 * Finds renames for which the tenant has both keys and that are not already done. A rename is done if the resource with the former key
 * is another declared one: a new resource, or the target of another rename that is done. A ring of renames cannot be resolved by keys.
 */
function findUndoneRenames(
  renamed: Iterable<DeclaredResource>,
  declared: readonly DeclaredResource[],
  byKey: LiveByKey,
): ReadonlySet<DeclaredResource> {
  const owners = new Map(declared.map((resource) => [resource.key, resource]));
  const isDone = (resource: DeclaredResource): boolean => {
    const seen = new Set<DeclaredResource>();
    for (let at: DeclaredResource | undefined = resource; at && !seen.has(at); at = owners.get(at.renamedFrom ?? '')) {
      if (at.pinnedId !== undefined || at.renamedFrom === undefined || !byKey.has(at.renamedFrom)) return true;
      seen.add(at);
    }
    return false;
  };
  return new Set([...renamed].filter((resource) => !isDone(resource)));
}

const buildMissingPinProblem = (resource: DeclaredResource): Problem => ({
  code: 'pinned-id-missing',
  severity: 'error',
  message: `the tenant has no ${resource.type} with the id "${resource.pinnedId}"`,
  place: { kind: 'address', address: resource.address, pointer: '/$id' },
  hint: 'Correct the $id, or remove it to find the resource by its key.',
});

export const buildClaimedTwiceProblem = (resource: DeclaredResource, other: DeclaredResource, pointer: string): Problem => ({
  code: 'rename-conflict',
  severity: 'error',
  message: `${resource.address} and ${other.address} both claim the same resource of the tenant`,
  place: { kind: 'address', address: resource.address, pointer },
  hint: 'Keep $id or $renamed_from on one of them, and remove it from the other.',
});

const buildBothPresentProblem = (resource: DeclaredResource): Problem => ({
  code: 'rename-conflict',
  severity: 'error',
  message: `the tenant has both "${resource.renamedFrom}" and "${resource.key}"`,
  place: { kind: 'address', address: resource.address, pointer: '/$renamed_from' },
  hint: 'Remove $renamed_from if the rename is already done, delete one of the two in the tenant, or distinguish them with $id.',
});

export const buildAmbiguousKeyProblem = (resource: DeclaredResource, found: readonly LiveResource[]): Problem => ({
  code: 'ambiguous-key',
  severity: 'error',
  message: `the tenant has ${found.length} resources with the address ${toAddress(resource.type, resource.key)}: ${found
    .map((live) => live.id)
    .sort()
    .join(', ')}`,
  place: { kind: 'address', address: resource.address },
  hint: 'Declare each of them with its own $id. Or declare one with its $id and delete the others in the Dashboard.',
});
