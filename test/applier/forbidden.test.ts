import { expect, test } from 'vitest';
import { emulatedForFile } from '../support/emulated.ts';
import { operation, plan } from '../support/plans.ts';
import { definitionOf } from '../support/tenants.ts';

const tenant = emulatedForFile();
const deletion = operation('delete', 'connections/people', {
  liveId: 'con_1',
  requests: [{ method: 'DELETE', path: '/connections/{id}', params: { id: 'con_1' } }],
});

test.each([
  ['says so', { ...deletion, usersLost: 3 }],
  ['keeps quiet about it', deletion],
  ['calls it an update', { ...deletion, action: 'update' as const }],
])('a plan that deletes people is refused before the first request where it %s', async (_, one) => {
  const from = tenant().requests().length;
  const result = await tenant().apply(plan([one]), definitionOf([]));
  expect(result.refused?.map(({ code }) => code)).toEqual(['guard-user-loss']);
  expect(tenant().requests(from)).toEqual([]);
});

test('a plan that is allowed to goes on', async () => {
  const result = await tenant().apply(plan([deletion], { allowed: ['user-loss'] }), definitionOf([]));
  expect(result.refused ?? []).toEqual([]);
});
