import fc from 'fast-check';
import { computeDifferences } from '../../src/drift/compute-differences.ts';
import { type Attribution, DRIFT_FORMAT, type Drift, type DriftEntry } from '../../src/model/drift.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { hostilePlan, hostileText } from './hostile-values.ts';
import { createSamplePlan } from './sample-plan.ts';

/** Small builders of drift for tests. */
export const attributeToAnn = (more: Partial<Attribution> = {}): Attribution => ({
  who: { kind: 'person', name: 'Ann Example', email: 'ann@acme.test' },
  via: 'dashboard',
  at: '2026-11-20T14:03:11.123Z',
  request: { method: 'PATCH', path: '/clients/abc' },
  tenon: false,
  ...more,
});

export const attributeToDeploy = (more: Partial<Attribution> = {}): Attribution =>
  attributeToAnn({
    who: { kind: 'application', name: 'Deploy', clientId: 'c1' },
    via: 'api',
    tool: 'auth0-deploy-cli',
    request: { method: 'POST', path: '/roles' },
    ...more,
  });

export const createDrift = (entries: readonly DriftEntry[] = [], more: Partial<Drift> = {}): Drift => ({
  format: DRIFT_FORMAT,
  tool: 'tenon/0.1.0',
  tenant: 'acme.eu.auth0.com',
  definition: 'd'.repeat(64),
  files: ['tenant.yaml'],
  checked: entries.map(({ address }) => address),
  entries,
  undeclared: [],
  skipped: [],
  history: { read: true, since: '2026-11-10T09:00:00.000Z', limit: 'retention' },
  notes: [],
  ...more,
});

/** A plan seen as drift of which nobody knows who made it. */
export const createDriftFromPlan = (plan: Plan, more: Partial<Drift> = {}): Drift =>
  createDrift(
    computeDifferences(plan.operations).map((difference) => ({ ...difference, kind: 'unknown' })),
    { undeclared: plan.undeclared.map((address) => ({ address })), ...more },
  );

/** Drift with one of everything that a report has to show. */
export function createSampleDrift(): Drift {
  const { entries, undeclared, ...rest } = createDriftFromPlan(createSamplePlan());
  return {
    ...rest,
    entries: entries.map((entry, index) => {
      if (index % 3 === 0) return { ...entry, kind: 'tenant changed', by: attributeToAnn() };
      return index % 3 === 1 ? { ...entry, kind: 'definition ahead' } : entry;
    }),
    undeclared: undeclared.map((entry) => (entry.address === 'roles/temp' ? { ...entry, by: attributeToDeploy() } : entry)),
    skipped: [{ address: 'clients/CI', why: 'is what tenon itself runs as; left as it is' }],
  };
}

/** Drift in which every string that comes from a tenant, its log or a file is hostile. */
export const hostileDrift: fc.Arbitrary<Drift> = fc
  .record({ plan: hostilePlan, name: hostileText, email: hostileText, path: hostileText, tool: hostileText, at: hostileText })
  .map(({ plan, name, email, path, tool, at }) => {
    const by = [
      attributeToAnn({ who: { kind: 'person', name, email }, request: { method: 'PATCH', path } }),
      attributeToDeploy({ who: { kind: 'application', name }, tool, at }),
    ];
    const made = createDriftFromPlan(plan, { tenant: name, files: [path], skipped: [{ address: name, why: email }] });
    return {
      ...made,
      entries: made.entries.map((entry, index) => ({ ...entry, kind: 'tenant changed', by: by[index % 2] ?? attributeToAnn() })),
      undeclared: made.undeclared.map((entry, index) => ({ ...entry, by: by[index % 2] ?? attributeToAnn() })),
      notes: plan.refusals,
    };
  });
