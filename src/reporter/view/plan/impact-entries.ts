import { groupBy } from '../../../model/group-by.ts';
import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import type { Change } from '../../../model/plan/change.ts';
import { compareImpactClasses, type Impact, type ImpactClass } from '../../../model/plan/impact.ts';
import type { ChangeOperation } from '../../../model/plan/operation.ts';
import type { FilePlace } from '../../../model/problem/problem.ts';
import { buildChangeEntries } from '../changes/build-change-entries.ts';
import type { ChangeEntry } from '../changes/change-entry.ts';
import { locateChanges } from '../changes/locate-changes.ts';
import type { ResourceBlock } from '../changes/resource-blocks.ts';
import { listShownReasons } from '../shown-reasons.ts';
import type { CountedFinding } from './counted-findings.ts';

/** The changes of one resource that have one class of impact, or those of several resources that are alike. */
export interface ImpactEntry {
  readonly is: ImpactClass;
  /** One resource, or all that have the same sentences and the same changes. */
  readonly blocks: readonly ResourceBlock[];
  readonly sentences: readonly string[];
  /** The fields that `sentences` are about, as the schema names them. */
  readonly fields: readonly string[];
  readonly changes: readonly ChangeEntry[];
  /** Findings that these changes bring. */
  readonly findings: readonly CountedFinding[];
  /** Reasons of the operations behind the changes, each at the first entry of the resource; there also its notes. */
  readonly remarks: readonly string[];
  readonly origin?: FilePlace;
}

interface PlacedImpact {
  readonly impact: Impact;
  readonly operation: ChangeOperation;
}

/** Builds the entries of a resource, one for each class of impact that it has, the most serious first. Cosmetic changes are none. */
export function buildImpactEntries(block: ResourceBlock): readonly ImpactEntry[] {
  const placed = block.operations.flatMap((operation) => listSerious(operation).map((impact) => ({ impact, operation })));
  return [...groupBy(placed, ({ impact }) => impact.is)]
    .sort(([left], [right]) => compareImpactClasses(left, right))
    .map(([is, own]) => buildImpactEntry(block, is, own));
}

const listSerious = ({ impact = [] }: ChangeOperation): readonly Impact[] => impact.filter(({ is }) => is !== 'cosmetic');

function buildImpactEntry(block: ResourceBlock, is: ImpactClass, placed: readonly PlacedImpact[]): ImpactEntry {
  const located = [...groupBy(placed, ({ operation }) => operation)].flatMap(([operation, own]) => {
    const paths = new Set(own.map(({ impact }) => impact.path));
    return locateChanges(operation).filter(({ change }) => paths.has(change.path));
  });
  const origin = located[0]?.change.origin ?? placed[0]?.operation.origin ?? block.origin;
  return {
    is,
    blocks: [block],
    sentences: [...new Set(placed.map(({ impact }) => impact.says))],
    fields: [...new Set(placed.map(({ impact }) => impact.field))],
    changes: buildChangeEntries(located),
    findings: [],
    remarks: listShownReasons(placed.map(({ operation }) => operation)),
    ...omitUndefined({ origin }),
  };
}

/** Returns the changes of an operation that no impact entry shows. */
export function listQuietChanges(operation: ChangeOperation): readonly Change[] {
  const shown = new Set(listSerious(operation).map(({ path }) => path));
  return operation.changes.filter(({ path }) => !shown.has(path));
}

/** Fewer resources than this are shown one by one, even if they are alike. */
const MIN_ALIKE = 3;

/** Merges the entries of resources of one type that have the same sentences, changes and findings. */
export function mergeAlikeEntries(entries: readonly ImpactEntry[]): readonly ImpactEntry[] {
  return [...groupBy(entries, toAlikeKey).values()].flatMap((group) => {
    const [first] = group;
    if (!first || group.length < MIN_ALIKE) return group;
    return [{ ...first, blocks: group.flatMap(({ blocks }) => blocks) }];
  });
}

const toAlikeKey = ({ is, blocks, sentences, changes, findings, remarks }: ImpactEntry): string =>
  JSON.stringify([
    is,
    blocks[0]?.type,
    blocks[0]?.action,
    sentences,
    changes,
    findings.map(({ finding }) => [finding.rule, finding.message]),
    remarks,
  ]);
