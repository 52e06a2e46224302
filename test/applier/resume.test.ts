import { describe, expect, it } from 'vitest';
import { checkResumedPlan, type RunProgress } from '../../src/applier/check-resumed-plan.ts';
import type { Operation, UpdateOperation } from '../../src/model/plan/operation.ts';
import type { Plan } from '../../src/model/plan/plan.ts';

const update = (after: string, more: Partial<UpdateOperation> = {}): UpdateOperation => ({
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
const planOf = (...operations: readonly Operation[]): Plan => ({
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
const codes = (planned: Operation, reached: 'begun' | 'done' | undefined, ...fresh: readonly Operation[]): readonly string[] => {
  const states: RunProgress = new Map(reached ? [[planned.id, reached]] : []);
  return checkResumedPlan(planOf(planned), states, planOf(...fresh)).map(({ code }) => code);
};

describe('what is left of a run', () => {
  const planned = update('new');

  it('is what it had not begun, if that is as it was', () => {
    expect(codes(planned, undefined, planned)).toEqual([]);
    expect(codes(planned, undefined, update('new', { fingerprint: 'f2' }))).toEqual(['plan-stale']);
  });

  it('is nothing that it had done', () => {
    expect(codes(planned, 'done')).toEqual([]);
    expect(codes(planned, 'done', planned)).toEqual(['plan-stale']);
  });

  it('is of what was under way only what had been planned, from values that the plan knew', () => {
    expect(codes(planned, 'begun', update('new', { fingerprint: 'f2' }))).toEqual([]);
    expect(codes(planned, 'begun')).toEqual([]);
    const third = { op: 'replace', path: '/description', before: 'theirs', after: 'new', kind: 'value' } as const;
    expect(codes(planned, 'begun', update('new', { changes: [third] }))).toEqual(['plan-stale']);
    const other = { op: 'replace', path: '/name', before: 'b', after: 'a', kind: 'value' } as const;
    expect(codes(planned, 'begun', update('new', { changes: [...planned.changes, other] }))).toEqual(['plan-stale']);
  });

  it('is nothing that it had not planned', () => {
    expect(codes(planned, undefined, planned, update('new', { id: 'update roles/b', address: 'roles/b' }))).toEqual([
      'plan-stale',
    ]);
    // Somebody has made it meanwhile.
    const create: Operation = { ...update('new'), id: 'create roles/a', action: 'create' };
    expect(codes(create, undefined, planned)).toEqual(['plan-stale']);
  });

  it('may be less of a relation, and never more', () => {
    const item = (key: string) => ({ op: 'add', path: `/permissions/${key}`, after: key, kind: 'item' }) as const;
    const link = (...keys: readonly string[]): Operation => ({
      ...update(''),
      id: 'link roles/a permissions',
      action: 'link',
      relation: 'permissions',
      changes: keys.map(item),
    });
    expect(codes(link('1', '2'), 'begun', link('2'))).toEqual([]);
    expect(codes(link('1', '2'), 'begun', link('2', '3'))).toEqual(['plan-stale']);
  });
});
