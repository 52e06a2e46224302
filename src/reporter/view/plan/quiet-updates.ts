import type { ChangeOperation } from '../../../model/plan/operation.ts';
import { OPERATION_REASON } from '../../../model/plan/operation-reasons.ts';
import { buildResourceBlocks, type ResourceBlock } from '../changes/resource-blocks.ts';
import type { CountedFinding } from './counted-findings.ts';
import { buildImpactEntries, listQuietChanges } from './impact-entries.ts';

/** An update without impact, or the rest of one of which the impact is shown before. */
export interface QuietUpdate {
  readonly block: ResourceBlock;
  /** Whether everything in it changes only texts or looks. */
  readonly isCosmetic: boolean;
  /** Whether other changes of the resource are shown with their impact. */
  readonly isRest: boolean;
  readonly findings: readonly CountedFinding[];
}

export function buildQuietUpdates(blocks: readonly ResourceBlock[]): readonly QuietUpdate[] {
  const updates = blocks.flatMap(buildQuietUpdate);
  return [...updates.filter(({ isCosmetic }) => !isCosmetic), ...updates.filter(({ isCosmetic }) => isCosmetic)];
}

function buildQuietUpdate(block: ResourceBlock): readonly QuietUpdate[] {
  const isRest = buildImpactEntries(block).length > 0;
  if (!isRest) return [{ block, isCosmetic: isCosmeticOnly(block.operations), isRest, findings: [] }];
  const operations = block.operations
    // The reasons are shown with the impact.
    .map((operation) => ({ ...operation, changes: listQuietChanges(operation), why: OPERATION_REASON.update }))
    .filter(({ changes }) => changes.length > 0);
  const [rest] = buildResourceBlocks(operations);
  if (!rest) return [];
  const { renamedFrom } = block;
  const named = { ...rest, action: block.action, ...(renamedFrom === undefined ? {} : { renamedFrom }) };
  return [{ block: named, isCosmetic: isCosmeticOnly(operations), isRest, findings: [] }];
}

/** Without any impact a change may still matter to somebody: it is not called cosmetic. */
const isCosmeticOnly = (operations: readonly ChangeOperation[]): boolean =>
  operations.every(
    ({ changes, impact = [] }) => changes.length > 0 && changes.every(({ path }) => impact.some((one) => one.path === path)),
  );
