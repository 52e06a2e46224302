import { groupBy } from '../../../model/group-by.ts';
import { isEqual, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { getBatchId } from '../../../model/plan/operation.ts';
import { SECRET_MARK } from '../../../model/plan/plan.ts';
import type { ChangeEntry } from '../changes/change-entry.ts';
import type { ResourceBlock } from '../changes/resource-blocks.ts';
import { listShownReasons } from '../shown-reasons.ts';
import type { CountedFinding } from './counted-findings.ts';

/** Resources of one type that a plan creates. A group of one is a resource that resembles too few others. */
export interface CreateGroup {
  readonly type: string;
  readonly blocks: readonly ResourceBlock[];
  /** The fields that are the same in all of them. */
  readonly common: JsonObject;
  /** Names of the fields that differ. */
  readonly differing: readonly string[];
  /** Why they are created, where that is not self-evident and the same for all of them. */
  readonly reasons: readonly string[];
  readonly findings: readonly CountedFinding[];
}

/** Fewer resources with the same fields than this are shown one by one. */
const MIN_GROUP = 4;

/** Groups created resources of one type that have the same fields. */
export const buildCreateGroups = (blocks: readonly ResourceBlock[]): readonly CreateGroup[] =>
  [...groupBy(blocks, toGroupKey).values()].flatMap((group) =>
    group.length < MIN_GROUP ? group.map((block) => buildCreateGroup([block])) : [buildCreateGroup(group)],
  );

const toGroupKey = (block: ResourceBlock): string =>
  JSON.stringify([
    block.type,
    block.operations[0] && getBatchId(block.operations[0]),
    block.notes,
    block.parts.length,
    Object.keys(collectFields(block)).sort(),
  ]);

/** The reasons of a group are shown only if they are the same for all. */
function listCommonReasons(blocks: readonly ResourceBlock[]): readonly string[] {
  const reasons = listShownReasons(blocks.flatMap(({ operations }) => operations.slice(0, 1)));
  return reasons.length === 1 ? reasons : [];
}

function buildCreateGroup(blocks: readonly ResourceBlock[]): CreateGroup {
  const [first = {}, ...others] = blocks.map(collectFields);
  const isCommon = (name: string): boolean => others.every((fields) => isEqual(fields[name], first[name]));
  const fields = Object.entries(first);
  return {
    type: blocks[0]?.type ?? '',
    blocks,
    common: Object.fromEntries(fields.filter(([name]) => isCommon(name))),
    differing: fields.map(([name]) => name).filter((name) => !isCommon(name)),
    reasons: listCommonReasons(blocks),
    findings: [],
  };
}

/** Returns all fields of a created resource: its own, and the lists that separate requests fill. */
export const collectFields = ({ created, parts }: ResourceBlock): JsonObject => ({
  ...created,
  ...Object.fromEntries(parts.flatMap(({ entries }) => entries.map((entry) => [entry.name, toFieldValue(entry)] as const))),
});

function toFieldValue(entry: ChangeEntry): JsonValue {
  switch (entry.kind) {
    case 'value':
      return entry.after ?? null;
    case 'secret':
      return SECRET_MARK;
    case 'text':
      return entry.after;
    case 'list':
      return entry.items.map(({ name, value }) => value ?? name);
  }
}
