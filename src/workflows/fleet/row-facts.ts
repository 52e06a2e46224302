import { createHash } from 'node:crypto';
import { type CheckReport, listCountedFindings } from '../../model/check-report.ts';
import type { Drift } from '../../model/drift.ts';
import { groupBy } from '../../model/group-by.ts';
import { toCanonicalJson, toPlainJson } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Change } from '../../model/plan/change.ts';
import { type Finding, getFindingKey } from '../../model/plan/finding.ts';
import { listImpactClasses } from '../../model/plan/impact.ts';
import { listChanges, listRefusals, type Plan } from '../../model/plan/plan.ts';
import { isError, type Problem } from '../../model/problem/problem.ts';
import type { ProblemCode } from '../../model/problem/problem-codes.ts';
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
    ...(changes.length > 0 ? { digest: computeChangesDigest(changes) } : {}),
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
    ...(entries.length > 0 ? { digest: computeChangesDigest(entries) } : {}),
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
const computeChangesDigest = (resources: readonly ChangedResource[]): string =>
  computeDigest(
    resources.map(({ address, action, relation, changes }) => ({
      ...{ address, action, relation },
      changes: changes.map(({ origin: _, ...change }) => change),
    })),
  );

/** What the row of a tenant says about the findings of its check. */
export function describeCheck(report: CheckReport): JobOutcome {
  const counted = listCountedFindings(report);
  const count = (severity: Finding['severity']): number => counted.filter((finding) => finding.severity === severity).length;
  return {
    state: counted.length > 0 ? 'findings' : 'valid',
    findings: { error: count('error'), warning: count('warning'), info: count('info') },
    ...(counted.length > 0 ? { digest: computeDigest(counted.map(getFindingKey)) } : {}),
    problems: report.problems,
  };
}

/** Codes of problems that keep a tenant from answering at all. */
const UNREACHABLE: readonly ProblemCode[] = ['network-unreachable', 'tls-failed', 'request-timeout'];

/** What the row of a tenant says about problems that ended the work on it. */
export function describeFailure(problems: readonly Problem[]): JobOutcome {
  const isUnreachable = problems.some((problem) => isError(problem) && UNREACHABLE.includes(problem.code));
  return { state: isUnreachable ? 'unreachable' : 'failed', problems };
}

const computeDigest = (content: unknown): string =>
  createHash('sha256')
    .update(toCanonicalJson(toPlainJson(content)))
    .digest('hex')
    .slice(0, 16);
