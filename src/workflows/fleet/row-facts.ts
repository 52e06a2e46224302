import { createHash } from 'node:crypto';
import type { Drift } from '../../model/drift.ts';
import type { FleetRow } from '../../model/fleet-report.ts';
import { groupBy } from '../../model/group-by.ts';
import { toCanonicalJson, toPlainJson } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Change } from '../../model/plan/change.ts';
import type { Finding } from '../../model/plan/finding.ts';
import { listImpactClasses } from '../../model/plan/impact.ts';
import { listChanges, listRefusals, type Plan } from '../../model/plan/plan.ts';
import { countChanges } from '../../reporter/view/change-counts.ts';
import { buildResourceBlocks } from '../../reporter/view/changes/resource-blocks.ts';
import type { JobOutcome } from './tenant-job.ts';

/** What the row of a tenant says about its plan. */
export function describePlan(plan: Plan): JobOutcome {
  const changes = listChanges(plan);
  const refusals = listRefusals(plan);
  const [impact] = listImpactClasses(changes.flatMap(({ impact = [] }) => impact));
  const state = refusals.length > 0 ? 'refused' : changes.length > 0 ? 'changes' : 'in sync';
  return {
    state,
    counts: countChanges(buildResourceBlocks(plan.operations)),
    ...omitUndefined({ impact }),
    ...(changes.length > 0 ? { changes: computeChangesDigest(changes) } : {}),
    problems: [...refusals, ...(plan.warnings ?? [])],
  };
}

/** What the row of a tenant says about its drift: `pending` if only the definition changed. */
export function describeDrift({ entries, notes }: Drift): JobOutcome {
  const isPending = entries.every(({ kind }) => kind === 'definition ahead');
  const byAddress = groupBy(entries, ({ address }) => address);
  const actions = [...byAddress.values()].map((group) => group.map(({ action }) => action));
  const count = (action: 'create' | 'delete'): number => actions.filter((own) => own.includes(action)).length;
  const [create, removed] = [count('create'), count('delete')];
  return {
    state: entries.length === 0 ? 'in sync' : isPending ? 'pending' : 'drift',
    counts: { create, update: actions.length - create - removed, delete: removed },
    ...(entries.length > 0 ? { changes: computeChangesDigest(entries) } : {}),
    problems: notes,
  };
}

interface ChangedResource {
  readonly address: string;
  readonly action: string;
  readonly relation?: string;
  readonly changes: readonly Change[];
}

/** Computes a digest of what changes. It does not depend on ids, places or who made a change, which differ in each tenant. */
function computeChangesDigest(resources: readonly ChangedResource[]): string {
  const content = resources.map(({ address, action, relation, changes }) => ({
    ...{ address, action, relation },
    changes: changes.map(({ origin: _, ...change }) => change),
  }));
  return createHash('sha256')
    .update(toCanonicalJson(toPlainJson(content)))
    .digest('hex')
    .slice(0, 16);
}

export const countFindings = (findings: readonly Finding[]): NonNullable<FleetRow['findings']> => {
  const count = (severity: Finding['severity']): number => findings.filter((finding) => finding.severity === severity).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
};
