import type { Finding } from '../../../model/plan/finding.ts';
import type { ResourceBlock } from '../changes/resource-blocks.ts';
import { type CountedFinding, countFindings, isSameField } from './counted-findings.ts';
import type { CreateGroup } from './create-groups.ts';
import type { ImpactEntry } from './impact-entries.ts';
import type { QuietUpdate } from './quiet-updates.ts';

/** Places each new finding beside the change that brings it, and only once. */
interface FindingAssignment {
  /** Places the findings about the fields of an entry. */
  readonly assignToEntry: (entry: ImpactEntry) => ImpactEntry;
  /** Places what is left of an updated resource at its first entry. */
  readonly assignRestToEntry: (entry: ImpactEntry) => ImpactEntry;
  readonly assignToUpdate: (update: QuietUpdate) => QuietUpdate;
  readonly assignToGroup: (group: CreateGroup) => CreateGroup;
  readonly takeOfBlocks: (blocks: readonly ResourceBlock[]) => readonly CountedFinding[];
  /** Takes what is left: findings about resources that the plan does not change, or about the tenant as a whole. */
  readonly takeRest: () => readonly CountedFinding[];
}

export function createFindingAssignment(added: readonly Finding[]): FindingAssignment {
  let left = added.filter(({ accepted }) => !accepted);
  const take = (isWanted: (finding: Finding) => boolean): readonly CountedFinding[] => {
    const taken = left.filter(isWanted);
    left = left.filter((finding) => !taken.includes(finding));
    return countFindings(taken);
  };
  const takeOfBlocks = (blocks: readonly ResourceBlock[]): readonly CountedFinding[] => {
    const addresses = new Set(blocks.map(({ address }) => address));
    return take(({ address }) => addresses.has(address));
  };
  return {
    takeOfBlocks,
    takeRest: () => take(() => true),
    assignToEntry: (entry) => ({
      ...entry,
      findings: take(
        ({ address, field }) =>
          address === entry.blocks[0]?.address && field !== undefined && entry.fields.some((one) => isSameField(one, field)),
      ),
    }),
    assignRestToEntry: (entry) =>
      entry.blocks[0]?.action === 'update' ? { ...entry, findings: [...entry.findings, ...takeOfBlocks(entry.blocks)] } : entry,
    assignToUpdate: (update) => ({ ...update, findings: takeOfBlocks([update.block]) }),
    assignToGroup: (group) => ({ ...group, findings: takeOfBlocks(group.blocks) }),
  };
}
