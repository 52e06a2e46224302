import { describe, expect, it } from 'vitest';
import { getObjectMember, isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { planOrFail } from './plan-helpers.ts';

const declareProvider = (fields: JsonObject) => declareResource('emailProvider', { name: 'smtp', ...fields });
const credentials = { smtp_host: 'mail.test', smtp_port: 25, smtp_user: 'bob' };
const tenant: Snapshot = createSnapshot({
  emailProvider: [createLiveResource('emailProvider', { name: 'smtp', enabled: true, credentials })],
});
const definition = createDefinition([declareProvider({ credentials: { ...credentials, smtp_pass: 'new' } })]);

function planResend(resend: readonly string[], of = definition, from = tenant) {
  const made = planChanges({ definition: of, snapshot: from, catalogue: CATALOGUE, tool: 'test', resend });
  if (!made.ok) expect.fail(JSON.stringify(made.error));
  return made.value.operations;
}

describe('what the tenant never shows', () => {
  it('is no change, unless it is to be sent again', () => {
    expect(planOrFail(definition, tenant).operations).toEqual([]);
    expect(planResend(['actions/*', 'emailProvide'])).toEqual([]);
    const [update, ...others] = planResend(['emailProvider']);
    expect(others).toEqual([]);
    expect(update).toMatchObject({ action: 'update', changes: [{ op: 'add', path: '/credentials/smtp_pass' }] });
    expect(JSON.stringify(update?.changes)).not.toContain('new');
    expect(update?.requests.map(({ body }) => isObject(body) && getObjectMember(body, 'credentials'))).toMatchObject([
      { smtp_host: 'mail.test' },
    ]);
  });

  it('is sent again of each that a pattern names', () => {
    const declareAction = (name: string) =>
      declareResource('actions', {
        name,
        code: 'x',
        supported_triggers: [{ id: 'post-login', version: 'v3' }],
        secrets: [{ name: 'S', value: 'v' }],
      });
    const buildLiveAction = (name: string) =>
      createLiveResource(name, {
        id: name,
        name,
        code: 'x',
        supported_triggers: [{ id: 'post-login', version: 'v3' }],
        secrets: [{ name: 'S', updated_at: '2026-01-01T00:00:00.000Z' }],
        all_changes_deployed: true,
      });
    const two = createSnapshot({ actions: [buildLiveAction('A'), buildLiveAction('B')] });
    const both = createDefinition([declareAction('A'), declareAction('B')]);
    expect(planResend([], both, two)).toEqual([]);
    expect(planResend(['actions/*'], both, two).map(({ address }) => address)).toEqual(['actions/A', 'actions/B']);
    expect(planResend(['actions/B'], both, two).map(({ address }) => address)).toEqual(['actions/B']);
  });

  it('and is not declared is not sent', () => {
    expect(planResend(['emailProvider'], createDefinition([declareProvider({ credentials })]))).toEqual([]);
  });
});
