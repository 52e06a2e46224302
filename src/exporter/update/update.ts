import { type Address, splitAddress } from '../../model/address.ts';
import type { Written, WrittenMap } from '../../model/definition/written.ts';
import { groupBy } from '../../model/group.ts';
import { isObject, type JsonObject, member } from '../../model/json/json.ts';
import { pointerOf, stepsOf } from '../../model/json/pointer.ts';
import type { Operation } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { attachedLists } from '../../resources/attached.ts';
import type { ResourceType } from '../../resources/define.ts';
import { declaredItem, relationShape } from '../../resources/relation-items.ts';
import { shapeOf } from '../../resources/shape.ts';
import { memberShape } from '../../schema/walk.ts';
import { resourceOf } from '../encode/resource.ts';
import { type Tenant, tenantOf } from '../encode/tenant.ts';
import { Notes } from '../notes.ts';
import { type Edit, edited } from './edit.ts';
import { withEmptied } from './emptied.ts';
import { mergeMember } from './merge.ts';
import { refuseOverlaps } from './overlaps.ts';
import { itemLines } from './place.ts';
import { Taking } from './taking.ts';

/** A difference between the tenant and the files, to be settled in the files. */
export interface AcceptedChange extends Pick<Operation, 'address' | 'action' | 'liveId' | 'relation' | 'changes'> {
  /** The one field that is meant, from the top of the resource; absent: all that differs. */
  readonly field?: readonly string[];
}

export interface UpdateInput {
  /** What a plan would do to the tenant: each operation is taken back in the files instead. */
  readonly operations: readonly AcceptedChange[];
  readonly snapshot: Snapshot;
  readonly catalogue: readonly ResourceType[];
  readonly written: (address: Address, pinnedId?: string) => WrittenMap | undefined;
  /** Whether a file may be changed. */
  readonly isOpen: (path: string) => boolean;
}

export interface Updated {
  /** Files with their new texts, by their real paths. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
  /** Resources of which something was taken over. */
  readonly taken: readonly Address[];
  /** Resources of which something stays as it is written; `left` says what and why. */
  readonly partly: readonly Address[];
  readonly left: readonly Problem[];
}

/** The files with what the tenant has in the place of what they say. Of each file only what differs is touched. */
export function updateFiles(input: UpdateInput): Updated {
  const tenant = tenantOf(input.snapshot, input.catalogue, () => true);
  const changes = input.operations.filter(({ action }) => action !== 'note');
  const groups = groupBy(changes, ({ address, liveId }) => JSON.stringify([address, liveId]));
  const takings = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ address: first.address, taking: takenOver(input, tenant, first, group) }] : [];
  });
  refuseOverlaps(takings.map(({ taking }) => taking));
  const byPath = groupBy(
    takings.flatMap(({ taking }) => taking.edits),
    ({ path }) => path,
  );
  const sides = takings.flatMap(({ taking }) => [...taking.sides]);
  return {
    files: [
      ...[...byPath].map(([path, edits]) => ({ path, content: whole(edits, input.catalogue) })),
      ...sides.map(([path, content]) => ({ path, content })),
    ],
    taken: takings.filter(({ taking }) => taking.edits.length + taking.sides.size > 0).map(({ address }) => address),
    partly: takings.filter(({ taking }) => taking.left.length > 0).map(({ address }) => address),
    left: takings.flatMap(({ taking }) => taking.left),
  };
}

const whole = (edits: readonly Edit[], catalogue: readonly ResourceType[]): string =>
  withEmptied(edited(edits[0]?.text ?? '', edits), catalogue);

function takenOver(
  input: UpdateInput,
  tenant: Tenant,
  { address, action, liveId }: AcceptedChange,
  group: readonly AcceptedChange[],
): Taking {
  const taking = new Taking(address, { reference: tenant.known.names.reads, secrets: new Set(), defaults: true }, input.isOpen);
  const written = input.written(address, liveId);
  const type = input.catalogue.find((one) => one.type === splitAddress(address).type);
  if (!written || !type) taking.leaveUndeclared();
  else if (action === 'create') removeResource(taking, written);
  else takeChanges(taking, tenant, type, written, liveId, group);
  return taking;
}

function removeResource(taking: Taking, written: WrittenMap): void {
  const lines = itemLines(written);
  if (!taking.mayChange(written, undefined)) return;
  if (lines) taking.edit(written, lines);
  else taking.leave(written, 'absent');
}

function takeChanges(
  taking: Taking,
  tenant: Tenant,
  type: ResourceType,
  written: WrittenMap,
  liveId: string | undefined,
  group: readonly AcceptedChange[],
): void {
  const view = tenant.types.get(type.type);
  const named = view?.exported.find(({ live }) => live.id === liveId);
  const exported = view && named && resourceOf(tenant, view, named, true, new Notes());
  if (!exported || !taking.mayChange(written, exported.part)) return;
  const fields = changedFields(group);
  const why = isDraft(type, named.live.body, fields)
    ? 'draft'
    : [...fields.keys()].some((name) => written.unwritten.has(name)) && 'unwritten';
  if (why) {
    taking.leave(written, why);
    return;
  }
  for (const [name, within] of fields) {
    const value = written.members.get(name)?.value;
    const relation = type.relations.find(({ field }) => field === name);
    const part = exported.part.members.find(([other]) => other === name)?.[1];
    if (part) leaveAttached(taking, type, written, name, group);
    if (type.key.includes(name) && value) taking.leave(value, 'key');
    else if (!relation) mergeMember(taking, written, name, memberShape(shapeOf(type), exported.body, name), part, { within });
    else if (part)
      mergeMember(taking, written, name, relationShape(type, relation), part, {
        within,
        keyOf: (item) => declaredItem(type, relation, item, tenant.known).key,
      });
  }
}

/** What somebody saved and did not put into effect is not what runs: no definition should say it unless somebody wants just that. */
const isDraft = ({ effect }: ResourceType, live: JsonObject, fields: ReadonlyMap<string, unknown>): boolean =>
  effect !== undefined && fields.has(effect.field) && member(live, effect.field) !== true;

/** The fields at the top of a resource that differ, each with the way on to the one member that is meant; empty: all of it. */
function changedFields(group: readonly AcceptedChange[]): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>();
  for (const { relation, changes, field = [] } of group) {
    const names = relation === undefined ? changes.map(({ path }) => stepsOf(path)[0] ?? '') : [relation];
    for (const name of names) fields.set(name, field.slice(1));
  }
  return fields;
}

/** Of what a list attaches the tenant does not show all that the file says: that it differs is told, and left to people. */
function leaveAttached(
  taking: Taking,
  type: ResourceType,
  written: WrittenMap,
  name: string,
  group: readonly AcceptedChange[],
): void {
  const paths = group.flatMap(({ changes }) => changes.map(({ path }) => path));
  const lists = isObject(written.value) ? attachedLists(type, written.value) : [];
  for (const { at } of lists.filter((list) => list.at[0] === name)) {
    const found = writtenAt(written, at);
    if (found && paths.some((path) => path.startsWith(`${pointerOf(at)}/`))) taking.leave(found, 'attached');
  }
}

const writtenAt = (written: Written, steps: readonly string[]): Written | undefined =>
  steps.reduce<Written | undefined>((at, step) => (at?.kind === 'map' ? at.members.get(step)?.value : undefined), written);
