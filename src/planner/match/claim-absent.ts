import type { DeclaredResource } from '../../model/definition/definition.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, Snapshot } from '../../model/snapshot.ts';
import { isSelf, isSystem } from '../../resources/identity/identify-resources.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { buildAmbiguousKeyProblem, buildClaimedTwiceProblem, type Claims, type LiveByKey } from './claim-live-resources.ts';

/** The live resources that are declared absent, each with that declaration. */
export interface AbsentClaims {
  readonly found: ReadonlyMap<LiveResource, DeclaredResource>;
  readonly problems: readonly Problem[];
}

/** What a definition says about one type. */
export interface Declarations {
  readonly declared: readonly DeclaredResource[];
  readonly absent: readonly DeclaredResource[];
}

interface AbsentInput extends Declarations {
  /** What the declared resources have claimed. */
  readonly claims: Claims;
  readonly live: readonly LiveResource[];
  readonly byKey: LiveByKey;
  readonly self: Snapshot['self'];
}

/** Leaves out what is declared absent by `$id`, so that a declared resource of the same name is another one. */
export function omitPinnedAbsent(live: readonly LiveResource[], { declared, absent }: Declarations): readonly LiveResource[] {
  const pinned = new Set(declared.flatMap(({ pinnedId }) => pinnedId ?? []));
  const unwanted = new Set(absent.flatMap(({ pinnedId }) => pinnedId ?? []));
  return unwanted.size === 0 ? live : live.filter(({ id }) => !unwanted.has(id) || pinned.has(id));
}

/** Finds live resources that are declared absent, by `$id` or else by key. One that the tenant does not have needs nothing. */
export function claimAbsent(type: ResourceType, input: AbsentInput): AbsentClaims {
  const found = new Map<LiveResource, DeclaredResource>();
  const problems: Problem[] = [];
  const owners = new Map([...input.claims.found].map(([resource, live]) => [live, resource]));
  for (const resource of input.absent) {
    const candidates = listCandidates(resource, input).filter((live) => resource.pinnedId !== undefined || !owners.has(live));
    const [live] = candidates;
    const problem = findAbsentProblem(type, resource, candidates, live && owners.get(live), input);
    if (problem) problems.push(problem);
    else if (live) found.set(live, resource);
  }
  return { found, problems };
}

const listCandidates = ({ key, pinnedId }: DeclaredResource, { live, byKey }: AbsentInput): readonly LiveResource[] =>
  pinnedId === undefined ? (byKey.get(key) ?? []) : live.filter(({ id }) => id === pinnedId);

function findAbsentProblem(
  type: ResourceType,
  resource: DeclaredResource,
  candidates: readonly LiveResource[],
  owner: DeclaredResource | undefined,
  { declared, self }: AbsentInput,
): Problem | undefined {
  // The loader finds the same key twice. Here one key may hold an id, and the other the name that it stands for.
  const same = type.unique ? declared.find(({ address }) => address === resource.address) : undefined;
  const [live, second] = candidates;
  if (same) return buildContradictionProblem(resource, same);
  if (owner) return buildClaimedTwiceProblem(resource, owner, '/$id');
  if (second) return buildAmbiguousKeyProblem(resource, candidates);
  if (live && isSystem(type, live.body)) return buildUndeletableProblem(resource, 'system-resource', 'belongs to Auth0');
  return live && isSelf(type, live.body, self)
    ? buildUndeletableProblem(resource, 'self-managed', "is tenon's own client")
    : undefined;
}

const buildContradictionProblem = ({ address }: DeclaredResource, { origin }: DeclaredResource): Problem => ({
  code: 'duplicate-resource',
  severity: 'error',
  message: `${address} is declared absent, and declared at ${origin.file}:${origin.line}:${origin.column}`,
  place: { kind: 'address', address },
  hint: 'Remove one of the two.',
});

const buildUndeletableProblem = (
  { address }: DeclaredResource,
  code: 'system-resource' | 'self-managed',
  reason: string,
): Problem => ({
  code,
  severity: 'error',
  message: `${address} ${reason}, and cannot be deleted`,
  place: { kind: 'address', address, pointer: '/$absent' },
  hint: 'Remove it from the definition.',
});
