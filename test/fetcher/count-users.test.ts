import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { addUserCounts } from '../../src/fetcher/read/count-users.ts';
import { getLiveResources } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createOperation } from '../support/plan-builders.ts';
import { createLiveResource, createSnapshot } from '../support/tenant-builders.ts';
import { createEmulatorApi } from '../support/tenant-pipeline.ts';

const buildConnection = (name: string) => createLiveResource(`con_${name}`, { id: `con_${name}`, name, strategy: 'auth0' });
const snapshot = createSnapshot({ connections: [buildConnection('people'), buildConnection('others')] });
const deletes = [
  createOperation('delete', 'connections/people', { liveId: 'con_people', usersLost: 'unknown' }),
  createOperation('delete', 'roles/admin', { liveId: 'rol_1' }),
];

async function countWithScopes(scopes?: readonly string[]) {
  const emulator = await startEmulator({ seed: 1, ...(scopes ? { scopes } : {}) });
  onTestFinished(() => emulator.close());
  const ann = emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
  await ann.request('POST', '/connections', { name: 'people', strategy: 'auth0' });
  for (const n of [1, 2])
    await ann.request('POST', '/users', { connection: 'people', email: `u${n}@acme.test`, password: 'Canary-4711-abc' });
  const api = createEmulatorApi(emulator);
  const found = await addUserCounts(api, snapshot, deletes, CATALOGUE);
  return { users: getLiveResources(found, 'connections').map(({ users }) => users), reads: api.spent().reads };
}

test('the users of what is deleted are counted, by one read each', async () => {
  expect(await countWithScopes()).toEqual({ users: [2, undefined], reads: 1 });
});

test('who may not see users is not told of any, and asks in vain no more than once', async () => {
  expect(await countWithScopes(['read:connections'])).toEqual({ users: [undefined, undefined], reads: 0 });
});

test.each([
  ['a refusal', { status: 403, body: {} }],
  ['no total', { status: 200, body: [] }],
  ['a total that is none', { status: 200, body: { total: -1 } }],
  ['a total that is a text', { status: 200, body: { total: '7' } }],
])('%s leaves the number unknown', async (_, { status, body }) => {
  const answer =
    status === 200
      ? ({ ok: true, value: { status, body } } as const)
      : ({
          ok: false,
          error: { problem: { code: 'scope-missing', severity: 'error', message: '' }, status, carriedOut: 'no' },
        } as const);
  const api = {
    identity: async () => ({ ok: true, value: { tenant: 'acme.test' } }) as const,
    get: async () => answer,
    list: async () => ({ ok: true, value: [] }) as const,
  };
  const found = await addUserCounts(api, snapshot, deletes, CATALOGUE);
  expect(getLiveResources(found, 'connections').map(({ users }) => users)).toEqual([undefined, undefined]);
});
