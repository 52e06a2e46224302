import { describe, expect, it } from 'vitest';
import { checkResumedPlan, type RunProgress } from '../../src/applier/check-resumed-plan.ts';
import type { Operation, UpdateOperation } from '../../src/model/plan/operation.ts';
import type { Plan } from '../../src/model/plan/plan.ts';

const buildUpdate = (after: string, more: Partial<UpdateOperation> = {}): UpdateOperation => ({
  id: 'update roles/a',
  action: 'update',
  address: 'roles/a',
  liveId: 'rol_a',
  changes: [{ op: 'replace', path: '/description', before: 'old', after, kind: 'value' }],
  requests: [],
  dependsOn: [],
  why: '',
  risk: 'safe',
  fingerprint: 'f1',
  ...more,
});
const buildPlan = (...operations: readonly Operation[]): Plan => ({
  format: 'tenon-plan/1',
  tool: 'tenon/0',
  tenant: 'acme.eu.auth0.com',
  definition: 'd',
  operations,
  undeclared: [],
  refusals: [],
  checks: [],
  cost: { reads: 0, writes: 0 },
});
const listResumeProblemCodes = (
  planned: Operation,
  reached: 'begun' | 'done' | undefined,
  ...fresh: readonly Operation[]
): readonly string[] => {
  const states: RunProgress = new Map(reached ? [[planned.id, reached]] : []);
  return checkResumedPlan(buildPlan(planned), states, buildPlan(...fresh)).map(({ code }) => code);
};

describe('what is left of a run', () => {
  const planned = buildUpdate('new');

  it('is what it had not begun, if that is as it was', () => {
    expect(listResumeProblemCodes(planned, undefined, planned)).toEqual([]);
    expect(listResumeProblemCodes(planned, undefined, buildUpdate('new', { fingerprint: 'f2' }))).toEqual(['plan-stale']);
  });

  it('is nothing that it had done', () => {
    expect(listResumeProblemCodes(planned, 'done')).toEqual([]);
    expect(listResumeProblemCodes(planned, 'done', planned)).toEqual(['plan-stale']);
  });

  it('is of what was under way only what had been planned, from values that the plan knew', () => {
    expect(listResumeProblemCodes(planned, 'begun', buildUpdate('new', { fingerprint: 'f2' }))).toEqual([]);
    expect(listResumeProblemCodes(planned, 'begun')).toEqual([]);
    const third = { op: 'replace', path: '/description', before: 'theirs', after: 'new', kind: 'value' } as const;
    expect(listResumeProblemCodes(planned, 'begun', buildUpdate('new', { changes: [third] }))).toEqual(['plan-stale']);
    const other = { op: 'replace', path: '/name', before: 'b', after: 'a', kind: 'value' } as const;
    expect(listResumeProblemCodes(planned, 'begun', buildUpdate('new', { changes: [...planned.changes, other] }))).toEqual([
      'plan-stale',
    ]);
  });

  it('is nothing that it had not planned', () => {
    expect(
      listResumeProblemCodes(planned, undefined, planned, buildUpdate('new', { id: 'update roles/b', address: 'roles/b' })),
    ).toEqual(['plan-stale']);
    // Somebody has made it meanwhile.
    const create: Operation = { ...buildUpdate('new'), id: 'create roles/a', action: 'create' };
    expect(listResumeProblemCodes(create, undefined, planned)).toEqual(['plan-stale']);
  });

  it('may be less of a relation, and never more', () => {
    const buildItemChange = (key: string) => ({ op: 'add', path: `/permissions/${key}`, after: key, kind: 'item' }) as const;
    const buildLink = (...keys: readonly string[]): Operation => ({
      ...buildUpdate(''),
      id: 'link roles/a permissions',
      action: 'link',
      relation: 'permissions',
      changes: keys.map(buildItemChange),
    });
    expect(listResumeProblemCodes(buildLink('1', '2'), 'begun', buildLink('2'))).toEqual([]);
    expect(listResumeProblemCodes(buildLink('1', '2'), 'begun', buildLink('2', '3'))).toEqual(['plan-stale']);
  });
});
