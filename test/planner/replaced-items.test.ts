import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/model/json/json-value.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { getOnlyOperation, planOrFail } from './plan-helpers.ts';

const PATH = '/self-service-profiles/{id}/custom-text/en/get-started';

/** A plan for a profile that has these texts in the tenant, and is declared with those. */
const planTexts = (live: JsonObject, declared: readonly JsonValue[]) =>
  planOrFail(
    createDefinition([declareResource('selfServiceProfiles', { name: 'sso' }, { relations: { customText: declared } })]),
    createSnapshot({ selfServiceProfiles: [createLiveResource('ssp_1', { id: 'ssp_1', name: 'sso' }, { customText: [live] })] }),
  );

const declareTexts = (texts: JsonValue): readonly JsonValue[] => [{ en: { 'get-started': texts } }];

describe('an item that a PUT replaces', () => {
  it('is sent as it is declared, so that undeclared members go', () => {
    const operation = getOnlyOperation(planTexts({ introduction: 'Hi', title: 'Old' }, declareTexts({ introduction: 'Hello' })));
    expect(operation).toMatchObject({
      action: 'update',
      changes: [
        { op: 'replace', path: '/customText/en/get-started/introduction' },
        { op: 'remove', path: '/customText/en/get-started/title' },
      ],
      requests: [{ method: 'PUT', path: PATH, body: { introduction: 'Hello' } }],
    });
  });

  it('is added where the tenant has an empty one', () => {
    const operation = getOnlyOperation(planTexts({}, declareTexts({ introduction: 'Hello', title: null })));
    expect(operation).toMatchObject({
      action: 'link',
      requests: [{ method: 'PUT', path: PATH, body: { introduction: 'Hello' } }],
    });
  });

  it.each<[string, readonly JsonValue[]]>([
    ['null', []],
    ['an empty map', [{}]],
    ['null for its members', declareTexts(null)],
  ])('is removed by %s, once', (_, declared) => {
    expect(getOnlyOperation(planTexts({ introduction: 'Hi' }, declared))).toMatchObject({
      action: 'unlink',
      requests: [{ method: 'PUT', path: PATH, body: {} }],
    });
    expect(planTexts({}, declared).operations).toEqual([]);
  });
});
