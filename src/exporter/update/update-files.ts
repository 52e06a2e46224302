import { type Address, splitAddress } from '../../model/address.ts';
import type { SourceMap, SourceValue } from '../../model/definition/source-value.ts';
import type { DriftEntry } from '../../model/drift.ts';
import { groupBy } from '../../model/group-by.ts';
import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { parsePointer, toPointer } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { findAttachedLists } from '../../resources/relations/attached-items.ts';
import { getRelationShape, toDeclaredItem } from '../../resources/relations/relation-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import { exportResource } from '../encode/export-resource.ts';
import { buildKeyedTenant, type KeyedTenant } from '../encode/keyed-tenant.ts';
import { listLiveItems } from '../encode/relation-part.ts';
import { ExportNotes } from '../export-notes.ts';
import { EditCollector } from './edit-collector.ts';
import { mergeMember } from './merge-map.ts';
import { refuseOverlaps } from './refuse-overlaps.ts';
import { selectAcceptedItems } from './select-accepted-items.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';
import { writeEmptyLists } from './write-empty-lists.ts';
import { createItemRemoval } from './written-lines.ts';

/** A difference between the tenant and the files that the files should accept. */
export interface AcceptedChange extends Pick<DriftEntry, 'address' | 'action' | 'liveId' | 'relation' | 'changes'> {
  /** Path of the one field to accept, from the top of the resource. Absent: every difference. */
  readonly field?: readonly string[];
}

export interface UpdateInput {
  /** What a plan would do to the tenant. The files are changed so that it no longer would. */
  readonly operations: readonly AcceptedChange[];
  readonly snapshot: Snapshot;
  readonly catalogue: Catalogue;
  readonly findWritten: (address: Address, pinnedId?: string) => SourceMap | undefined;
  /** Whether a file may be changed. */
  readonly canChangeFile: (path: string) => boolean;
}

export interface UpdateResult {
  /** Files with their new texts, by their real paths. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
  /** Resources with at least one accepted change. */
  readonly taken: readonly Address[];
  /** Resources with at least one difference that stays; `left` says which and why. */
  readonly partly: readonly Address[];
  readonly left: readonly Problem[];
}

/** Writes the tenant's values to the files, and changes only the parts that differ. */
export function updateFiles(input: UpdateInput): UpdateResult {
  const tenant = buildKeyedTenant(input.snapshot, input.catalogue, () => true);
  const groups = groupBy(input.operations, ({ address, liveId }) => JSON.stringify([address, liveId]));
  const collectors = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ address: first.address, collector: collectEdits(input, tenant, first, group) }] : [];
  });
  refuseOverlaps(collectors.map(({ collector }) => collector));
  const byPath = groupBy(
    collectors.flatMap(({ collector }) => collector.edits),
    ({ path }) => path,
  );
  const sides = collectors.flatMap(({ collector }) => [...collector.sideFiles]);
  return {
    files: [
      ...[...byPath].map(([path, edits]) => ({ path, content: rewriteFile(edits, input.catalogue) })),
      ...sides.map(([path, content]) => ({ path, content })),
    ],
    taken: collectors
      .filter(({ collector }) => collector.edits.length + collector.sideFiles.size > 0)
      .map(({ address }) => address),
    partly: collectors.filter(({ collector }) => collector.left.length > 0).map(({ address }) => address),
    left: collectors.flatMap(({ collector }) => collector.left),
  };
}

const rewriteFile = (edits: readonly TextEdit[], catalogue: Catalogue): string =>
  writeEmptyLists(applyEdits(edits[0]?.text ?? '', edits), catalogue);

function collectEdits(
  input: UpdateInput,
  tenant: KeyedTenant,
  { address, action, liveId }: AcceptedChange,
  group: readonly AcceptedChange[],
): EditCollector {
  const collector = new EditCollector(
    address,
    { reference: tenant.references.names.toKey, secrets: new Set(), defaults: true },
    input.canChangeFile,
  );
  const written = input.findWritten(address, liveId);
  const type = input.catalogue.get(splitAddress(address).type);
  if (!written || !type) collector.reportUndeclared();
  // What is written of a resource that a plan would delete is that it is absent.
  else if (action === 'create' || action === 'delete') removeResource(collector, written);
  else mergeChanges(collector, tenant, type, written, liveId, group);
  return collector;
}

function removeResource(collector: EditCollector, written: SourceMap): void {
  const lines = createItemRemoval(written);
  if (!collector.canChange(written, undefined)) return;
  if (lines) collector.addEdit(written, lines);
  else collector.skipValue(written, 'absent');
}

function mergeChanges(
  collector: EditCollector,
  tenant: KeyedTenant,
  type: ResourceType,
  written: SourceMap,
  liveId: string | undefined,
  group: readonly AcceptedChange[],
): void {
  const view = tenant.types.get(type.type);
  const found = view?.exported.find(({ live }) => live.id === liveId);
  const named = found && { ...found, live: selectAcceptedItems(type, found.live, written, group, tenant.references) };
  const exported = view && named && exportResource(tenant, view, named, true, new ExportNotes());
  if (!exported || !collector.canChange(written, exported.part)) return;
  const fields = collectChangedFields(group);
  const reason = isDraft(type, named.live.body, fields)
    ? 'draft'
    : [...fields.keys()].some((name) => written.impliedMembers.has(name)) && 'unwritten';
  if (reason) {
    collector.skipValue(written, reason);
    return;
  }
  for (const [name, innerPath] of fields) {
    const value = written.members.get(name)?.value;
    const relation = type.relations.find(({ field }) => field === name);
    const part = exported.part.members.find(([other]) => other === name)?.[1];
    if (part) reportAttached(collector, type, written, name, group);
    if (type.key.includes(name) && value) collector.skipValue(value, 'key');
    else if (!relation)
      mergeMember(collector, written, name, getMemberShape(getResourceShape(type), exported.body, name), part, { innerPath });
    else if (part || hasLostItem(tenant, type, relation, named.live))
      mergeMember(collector, written, name, getRelationShape(type, relation), part, {
        innerPath,
        getKey: (item) => toDeclaredItem(type, relation, item, tenant.references).key,
      });
  }
}

/** Whether the tenant has no item any more where a definition declares one without a list. */
const hasLostItem = (tenant: KeyedTenant, type: ResourceType, relation: Relation, live: LiveResource): boolean =>
  relation.singleItem === true && listLiveItems(tenant, type, relation, live)?.length === 0;

/** Whether the live resource is a draft. Drafts are not accepted as a whole, because the tenant runs an older version. */
const isDraft = ({ activation }: ResourceType, live: JsonObject, fields: ReadonlyMap<string, unknown>): boolean =>
  activation !== undefined && fields.has(activation.field) && getObjectMember(live, activation.field) !== true;

/** The top-level fields that differ, each with the path from there to the one member to accept. An empty path means the whole field. */
function collectChangedFields(group: readonly AcceptedChange[]): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>();
  for (const { relation, changes, field = [] } of group) {
    const names = relation === undefined ? changes.map(({ path }) => parsePointer(path)[0] ?? '') : [relation];
    for (const name of names) fields.set(name, field.slice(1));
  }
  return fields;
}

/** Reports attaching lists that differ. They need a manual change, because the API doesn't return all declared members. */
function reportAttached(
  collector: EditCollector,
  type: ResourceType,
  written: SourceMap,
  name: string,
  group: readonly AcceptedChange[],
): void {
  const paths = group.flatMap(({ changes }) => changes.map(({ path }) => path));
  const lists = isObject(written.value) ? findAttachedLists(type, written.value) : [];
  for (const { at } of lists.filter((list) => list.at[0] === name)) {
    const found = findWrittenAt(written, at);
    if (found && paths.some((path) => path.startsWith(`${toPointer(at)}/`))) collector.skipValue(found, 'attached');
  }
}

const findWrittenAt = (written: SourceValue, steps: readonly string[]): SourceValue | undefined =>
  steps.reduce<SourceValue | undefined>((at, step) => (at?.kind === 'map' ? at.members.get(step)?.value : undefined), written);
