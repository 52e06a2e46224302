import type { Address } from '../../../model/address.ts';
import { groupBy } from '../../../model/group-by.ts';
import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import type { ImpactClass } from '../../../model/plan/impact.ts';
import { IMPACT_CLASSES } from '../../../model/plan/impact.ts';
import { isNote } from '../../../model/plan/operation.ts';
import { omitPendingChanges } from '../../../model/plan/pending-changes.ts';
import type { Plan, PlanCost } from '../../../model/plan/plan.ts';
import type { UndeclaredItems } from '../../../model/plan/undeclared-items.ts';
import { formatUserLoss } from '../../../model/plan/user-loss.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import { type ChangeCounts, countChanges } from '../change-counts.ts';
import { buildResourceBlocks, type ResourceBlock } from '../changes/resource-blocks.ts';
import { listShownReasons } from '../shown-reasons.ts';
import { createFindingAssignment } from './assign-findings.ts';
import type { CountedFinding } from './counted-findings.ts';
import { buildCreateGroups, type CreateGroup } from './create-groups.ts';
import { buildShownHolders, type ShownHolders } from './holder-names.ts';
import { buildImpactEntries, type ImpactEntry, mergeAlikeEntries } from './impact-entries.ts';
import { buildPendingView, type PendingView } from './pending-view.ts';
import { buildQuietUpdates, type QuietUpdate } from './quiet-updates.ts';
import { buildSelectionSections, type SelectionSection } from './selection-view.ts';
import { buildVerdict, countImpact, type ImpactCount, type Verdict } from './verdict.ts';

/** What every report of a plan shows, in the order in which it shows it. */
export interface PlanView {
  readonly verdict: Verdict;
  readonly blocks: readonly ResourceBlock[];
  readonly counts: ChangeCounts;
  readonly impactCounts: readonly ImpactCount[];
  readonly refusals: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** The users that are lost, and whether that is allowed. */
  readonly userLoss?: string;
  readonly impact: readonly ImpactSection[];
  /** Updates, or the parts of them, without impact; cosmetic ones last. */
  readonly updates: readonly QuietUpdate[];
  readonly deletes: readonly ShownDelete[];
  readonly creates: readonly CreateGroup[];
  /** Who has the roles whose permissions change. */
  readonly holders: readonly ShownHolders[];
  /** Notes on unchanged resources. Notes on changed ones are shown with the resource. */
  readonly notes: readonly { readonly address: Address; readonly why: string }[];
  /** How the plan is limited; empty if it is of the whole definition. */
  readonly selection: readonly SelectionSection[];
  readonly undeclared: readonly Address[];
  readonly undeclaredItems?: readonly UndeclaredItems[];
  /** New findings that no change above shows. */
  readonly otherFindings: readonly CountedFinding[];
  /** How the findings of the tenant change, in one line. */
  readonly findingsLine?: string;
  /** What was pending at the revision that the plan was compared with. Not part of anything above. */
  readonly pending?: PendingView;
  readonly cost: PlanCost;
}

export interface ImpactSection {
  readonly is: ImpactClass;
  readonly entries: readonly ImpactEntry[];
}

export interface ShownDelete {
  readonly block: ResourceBlock;
  readonly findings: readonly CountedFinding[];
}

export function buildPlanView(whole: Plan): PlanView {
  const plan = omitPending(whole);
  const pending = buildPendingView(whole);
  const blocks = buildResourceBlocks(plan.operations);
  const impactCounts = countImpact(blocks);
  const findings = createFindingAssignment(plan.findings?.added ?? []);
  const fieldEntries = blocks.flatMap(buildBlockEntries).map(findings.assignToEntry);
  const updates = buildQuietUpdates(blocks.filter(({ action }) => action === 'update')).map(findings.assignToUpdate);
  const entries = fieldEntries.map(findings.assignRestToEntry);
  const deletes = blocks
    .filter(({ action }) => action === 'delete')
    .map((block) => ({ block, findings: findings.takeOfBlocks([block]) }));
  const creates = buildCreateGroups(blocks.filter(({ action }) => action === 'create')).map(findings.assignToGroup);
  const userLoss = formatUserLoss(plan);
  return {
    verdict: buildVerdict(plan, blocks, impactCounts, pending),
    blocks,
    counts: countChanges(blocks),
    impactCounts,
    refusals: plan.refusals,
    warnings: plan.warnings ?? [],
    ...omitUndefined({ userLoss }),
    impact: buildImpactSections(mergeAlikeEntries(entries)),
    updates,
    deletes,
    creates,
    holders: buildShownHolders(plan.holders ?? [], new Set(blocks.map(({ address }) => address))),
    notes: listLooseNotes(plan, blocks),
    selection: plan.selection ? buildSelectionSections(plan.selection) : [],
    undeclared: plan.undeclared,
    ...omitUndefined({ undeclaredItems: plan.undeclaredItems }),
    otherFindings: findings.takeRest(),
    ...(plan.findings ? { findingsLine: formatFindingsLine(plan.findings) } : {}),
    ...omitUndefined({ pending }),
    cost: plan.cost,
  };
}

/** Leaves the change under review. */
const omitPending = (plan: Plan): Plan =>
  plan.since ? { ...plan, operations: omitPendingChanges(plan.operations, plan.since.pending) } : plan;

/** Notes of an update stand at its first entry, and each of its reasons once. Those of creates and deletes stand in their own sections. */
function buildBlockEntries(block: ResourceBlock): readonly ImpactEntry[] {
  const entries = buildImpactEntries(block);
  if (block.action !== 'update') return entries.map((entry) => ({ ...entry, remarks: [] }));
  const placed = new Set(entries.flatMap(({ remarks }) => remarks));
  const others = [
    ...listShownReasons(block.operations).filter((why) => !placed.has(why)),
    ...block.notes.map((note) => `Note: ${note}`),
  ];
  return entries.map((entry, index) => {
    const shown = new Set(entries.slice(0, index).flatMap(({ remarks }) => remarks));
    const own = entry.remarks.filter((why) => !shown.has(why));
    return { ...entry, remarks: index === 0 ? [...own, ...others] : own };
  });
}

function buildImpactSections(entries: readonly ImpactEntry[]): readonly ImpactSection[] {
  const byClass = groupBy(entries, ({ is }) => is);
  return IMPACT_CLASSES.flatMap((is) => {
    const own = byClass.get(is);
    return own ? [{ is, entries: own }] : [];
  });
}

function listLooseNotes({ operations }: Plan, blocks: readonly ResourceBlock[]): PlanView['notes'] {
  const changed = new Set(blocks.map(({ address }) => address));
  return operations.filter(isNote).filter(({ address }) => !changed.has(address));
}

/** `Findings: 3 new, 1 ended, 19 before.` */
function formatFindingsLine({ added, ended, before }: NonNullable<Plan['findings']>): string {
  const open = added.filter(({ accepted }) => !accepted).length;
  const accepted = added.length - open;
  return `Findings: ${open} new${accepted === 0 ? '' : ` (and ${accepted} accepted)`}, ${ended} ended, ${before} before.`;
}
