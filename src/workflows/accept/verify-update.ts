import { computeDifferences } from '../../drift/compute-differences.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import type { Address } from '../../model/address.ts';
import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { isEqual, type JsonValue } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { planDefinition } from '../plan/plan-definition.ts';
import type { SelectedEntry } from './select-drift-entries.ts';

export interface UpdateVerification {
  readonly before: Loaded;
  /** The definition loaded from the new texts. */
  readonly after: Outcome<Loaded, readonly Problem[]>;
  readonly snapshot: Snapshot;
  readonly accepted: readonly SelectedEntry[];
  /** Resources of which some fields were not updated. */
  readonly partly: ReadonlySet<Address>;
}

/** Explains why the new texts are wrong. Undefined: the accepted fields match the tenant, and everything else is unchanged. */
export async function findMismatch(verification: UpdateVerification): Promise<string | undefined> {
  const { before, after, accepted } = verification;
  if (!after.ok)
    return `the files would no longer be valid: ${after.error.find(({ severity }) => severity === 'error')?.message}`;
  const changed = findUnrelatedChange(before.definition, after.value.definition, accepted);
  if (changed !== undefined) return `${changed} would also change`;
  const [old, now] = [
    await collectDifferenceKeys(before, verification.snapshot),
    await collectDifferenceKeys(after.value, verification.snapshot),
  ];
  if (!old.ok || !now.ok) return `the result could not be planned: ${now.ok ? '' : now.error[0]?.message}`;
  const left = [...now.value].find((place) => !isExpected(place, old.value, verification));
  return left === undefined ? undefined : `${JSON.parse(left)[0]} would still differ`;
}

/** Collects a key for each difference: `[address, live id, relation, path]` as JSON. */
async function collectDifferenceKeys(
  loaded: Loaded,
  snapshot: Snapshot,
): Promise<Outcome<ReadonlySet<string>, readonly Problem[]>> {
  const planned = await planDefinition(loaded, snapshot);
  return planned.ok ? succeed(new Set(computeDifferences(planned.value.operations).flatMap(listDifferenceKeys))) : planned;
}

type PlacedDifference = Pick<SelectedEntry, 'address' | 'liveId' | 'relation' | 'changes' | 'action'>;

const listDifferenceKeys = ({ address, liveId = '', relation = '', changes, action }: PlacedDifference): readonly string[] =>
  (action === 'create' || changes.length === 0 ? [{ path: '' }] : changes).map(({ path }: Pick<Change, 'path'>) =>
    JSON.stringify([address, liveId, relation, path]),
  );

function isExpected(place: string, old: ReadonlySet<string>, { accepted, partly }: UpdateVerification): boolean {
  if (!old.has(place)) return false;
  const own = accepted.filter((entry) => listDifferenceKeys(entry).includes(place));
  return own.length === 0 || own.some(({ address }) => partly.has(address));
}

/** Finds a change outside the accepted entries: in a resource, the declared types or the policy. */
function findUnrelatedChange(before: Definition, after: Definition, accepted: readonly SelectedEntry[]): string | undefined {
  if (JSON.stringify([before.declared, before.policy]) !== JSON.stringify([after.declared, after.policy])) return 'the policy';
  const unlisted = before.absent.filter(({ address }) => !after.absent.some((other) => other.address === address));
  const unasked = unlisted.find(
    ({ address }) => !accepted.some((entry) => entry.address === address && entry.action === 'delete'),
  );
  if (unasked) return unasked.address;
  const now = new Map(after.resources.map((resource) => [getIdentityKey(resource), resource]));
  const was = new Map(before.resources.map((resource) => [getIdentityKey(resource), resource]));
  const unexpected = [...now].find(([identity]) => !was.has(identity));
  if (unexpected) return unexpected[1].address;
  return before.resources.find((resource) => isChanged(resource, now.get(getIdentityKey(resource)), accepted))?.address;
}

const getIdentityKey = ({ address, pinnedId = '' }: DeclaredResource): string => JSON.stringify([address, pinnedId]);

function isChanged(before: DeclaredResource, after: DeclaredResource | undefined, accepted: readonly SelectedEntry[]): boolean {
  const own = accepted.filter(({ address }) => address === before.address);
  if (!after) return !own.some(({ action }) => action === 'create');
  const touched = new Set(
    own.flatMap(({ relation, changes }) =>
      relation === undefined ? changes.map(({ path }) => parsePointer(path)[0] ?? '') : [relation],
    ),
  );
  return !isEqual(omitTouchedFields(before, touched), omitTouchedFields(after, touched));
}

const omitTouchedFields = (
  { fields, relations, renamedFrom = '' }: DeclaredResource,
  touched: ReadonlySet<string>,
): JsonValue => ({
  renamedFrom,
  ...Object.fromEntries(Object.entries({ ...fields, ...relations }).filter(([name]) => !touched.has(name))),
});
