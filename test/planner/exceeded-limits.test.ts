import { describe, expect, it, test } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { findPlanProblems, listOperationIds, planOrFail } from './plan-helpers.ts';

const INACTIVITY = 'mfa_session_inactivity_timeout';
const OVERALL = 'mfa_session_overall_timeout';
const LIVE = createSnapshot({
  guardianSettings: [createLiveResource('guardianSettings', { [INACTIVITY]: 7200, [OVERALL]: 9000 })],
});
const declare = (fields: JsonObject) => createDefinition([declareResource('guardianSettings', fields)]);

describe('a number that another field limits', () => {
  test.each<[string, JsonObject, string]>([
    ['by what is declared with it', { [INACTIVITY]: 9001, [OVERALL]: 9000 }, `/${INACTIVITY}`],
    ['by what the tenant has', { [INACTIVITY]: 9001 }, `/${INACTIVITY}`],
    ['whose limit is lowered below what the tenant has', { [OVERALL]: 7199 }, `/${OVERALL}`],
  ])('%s', (_, fields, pointer) => {
    expect(findPlanProblems(declare(fields), LIVE)).toMatchObject([
      { code: 'wrong-value', place: { address: 'guardianSettings', pointer } },
    ]);
  });

  it('may reach its limit', () => {
    expect(listOperationIds(planOrFail(declare({ [INACTIVITY]: 9000 }), LIVE))).toEqual(['update guardianSettings']);
    expect(listOperationIds(planOrFail(declare({ [INACTIVITY]: 9001, [OVERALL]: 9001 }), LIVE))).toEqual([
      'update guardianSettings',
    ]);
  });

  it('is no concern of a definition that declares neither', () => {
    const odd = createSnapshot({
      guardianSettings: [createLiveResource('guardianSettings', { [INACTIVITY]: 9001, [OVERALL]: 9000 })],
    });
    expect(listOperationIds(planOrFail(declare({ remember_me_default_value: true }), odd))).toEqual(['update guardianSettings']);
  });
});
