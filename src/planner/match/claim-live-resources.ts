import { toAddress } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource } from '../../model/snapshot.ts';

/** Which live resource each declared one is: no live one is two of them. */
export interface Claims {
  readonly found: ReadonlyMap<DeclaredResource, LiveResource>;
  readonly problems: readonly Problem[];
}

type LiveByKey = ReadonlyMap<string, readonly LiveResource[]>;

/**
 * `$id` counts first, then a former name whose new name is still free, then the name. A name that a renamed resource gives up is free for
 * whoever is declared under it now, so renames can follow each other: b becomes c, and a becomes b.
 */
export function claimLiveResources(
  declared: readonly DeclaredResource[],
  live: readonly LiveResource[],
  byKey: LiveByKey,
  onlyOne: boolean,
): Claims {
  const register = new ClaimRegister(byKey);
  claimPinned(register, declared, live);
  const named = declared.filter((resource) => resource.pinnedId === undefined);
  const renamed = new Set(named.filter(({ key, renamedFrom }) => renamedFrom !== undefined && renamedFrom !== key));
  claimRenamed(register, renamed);
  claimNamed(register, named, findUndoneRenames(renamed, declared, byKey));
  if (onlyOne) claimOnlyOne(register, named, live);
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
  /** Live resources of this name that nobody is yet. */
  listUnclaimed = (key: string | undefined): readonly LiveResource[] =>
    this.listByKey(key).filter((live) => !this.owners.has(live));
}

function claimPinned(register: ClaimRegister, declared: readonly DeclaredResource[], live: readonly LiveResource[]): void {
  const byId = new Map(live.map((one) => [one.id, one]));
  for (const resource of declared) {
    if (resource.pinnedId === undefined) continue;
    const one = byId.get(resource.pinnedId);
    const other = one && register.owners.get(one);
    if (!one) register.problems.push(buildMissingPinProblem(resource));
    else if (other) register.problems.push(buildClaimedTwiceProblem(resource, other, '/$id'));
    else register.claim(resource, one);
  }
}

/** What is claimed leaves `renamed`; each rename may set free the name that another one waits for. */
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

/** Of what a tenant has one at most, the one that is there is the one that is declared, under whatever name. */
function claimOnlyOne(register: ClaimRegister, named: readonly DeclaredResource[], live: readonly LiveResource[]): void {
  const [resource, ...others] = named;
  const [one] = live;
  if (resource && one && others.length === 0 && register.found.size === 0) register.claim(resource, one);
}

/**
 * Renames whose both names the tenant has, and that are not simply done. The former name may be there for another reason: it is declared
 * again, as a resource of its own or as one whose own rename is done. Names that wait for each other in a ring can't be told by names.
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

const buildClaimedTwiceProblem = (resource: DeclaredResource, other: DeclaredResource, pointer: string): Problem => ({
  code: 'rename-conflict',
  severity: 'error',
  message: `${resource.address} and ${other.address} both say that they are the same resource of the tenant`,
  place: { kind: 'address', address: resource.address, pointer },
  hint: 'Keep $id or $renamed_from on the one that it became, and remove it from the other.',
});

const buildBothPresentProblem = (resource: DeclaredResource): Problem => ({
  code: 'rename-conflict',
  severity: 'error',
  message: `the tenant has both "${resource.renamedFrom}" and "${resource.key}"`,
  place: { kind: 'address', address: resource.address, pointer: '/$renamed_from' },
  hint: 'Remove $renamed_from if the rename is already done, delete one of the two in the tenant, or tell them apart by $id.',
});

const buildAmbiguousKeyProblem = (resource: DeclaredResource, found: readonly LiveResource[]): Problem => ({
  code: 'ambiguous-key',
  severity: 'error',
  message: `the tenant has ${found.length} resources at ${toAddress(resource.type, resource.key)}: ${found
    .map((live) => live.id)
    .sort()
    .join(', ')}`,
  place: { kind: 'address', address: resource.address },
  hint: 'Keep one with "$id:" and its id, and delete the others in the Dashboard; or declare each of them with its own $id.',
});
