import { expect, test } from 'vitest';
import { createOperation, createPlan } from '../support/plan-builders.ts';
import { createDefinition } from '../support/tenant-builders.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const deletion = createOperation('delete', 'connections/people', {
  liveId: 'con_1',
  requests: [{ method: 'DELETE', path: '/connections/{id}', params: { id: 'con_1' } }],
});

test.each([
  ['says so', { ...deletion, usersLost: 3 }],
  ['keeps quiet about it', deletion],
  ['calls it an update', { ...deletion, action: 'update' as const }],
])('a plan that deletes people is refused before the first request where it %s', async (_, one) => {
  const from = tenant().listRequests().length;
  const result = await tenant().apply(createPlan([one]), createDefinition([]));
  expect(result.refused?.map(({ code }) => code)).toEqual(['guard-user-loss']);
  expect(tenant().listRequests(from)).toEqual([]);
});

test('a plan that is allowed to goes on', async () => {
  const result = await tenant().apply(createPlan([deletion], { allowed: ['user-loss'] }), createDefinition([]));
  expect(result.refused ?? []).toEqual([]);
});
