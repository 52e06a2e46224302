import { expect, it } from 'vitest';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { findPlanProblems, getOnlyOperation, planOrFail } from './plan-helpers.ts';

const DATABASE = createLiveResource('con_1', { id: 'con_1', name: 'db', strategy: 'auth0' });
const SMS = createLiveResource('con_2', { id: 'con_2', name: 'sms', strategy: 'sms' });
const ADDRESS = 'users/db|ada@acme.test';

const declareUser = (welcome: JsonObject, fields: JsonObject = { email: 'ada@acme.test' }): DeclaredResource =>
  declareResource('users', { connection: 'db', ...fields }, { welcome });
const live = createLiveResource('auth0|1', {
  user_id: 'auth0|1',
  connection: 'db',
  email: 'ada@acme.test',
  identities: [{ connection: 'db', user_id: '1', provider: 'auth0' }],
});

it('a create asks for the ticket of what it has created, and the plan counts it', () => {
  const plan = planOrFail(createDefinition([declareUser({ ttl_sec: 60 })]), createSnapshot({ connections: [DATABASE] }));
  expect(getOnlyOperation(plan).requests).toMatchObject([
    { method: 'POST', path: '/users' },
    {
      method: 'POST',
      path: '/tickets/password-change',
      body: { user_id: { $ref: ADDRESS }, ttl_sec: 60 },
      ticket: { link: 'ticket', seconds: 60 },
    },
  ]);
  expect(plan.cost.writes).toBe(2);
});

it('a user that exists gets one only if an interrupted run may have created it', () => {
  const definition = createDefinition([declareUser({})]);
  const snapshot = createSnapshot({ connections: [DATABASE], users: [live] });
  expect(planOrFail(definition, snapshot).operations).toEqual([]);
  const resumed = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test', missingTickets: [ADDRESS] });
  expect(resumed.ok && resumed.value.operations).toMatchObject([
    {
      action: 'update',
      address: ADDRESS,
      liveId: 'auth0|1',
      changes: [],
      requests: [
        { path: '/tickets/password-change', body: { user_id: { $ref: ADDRESS, id: 'auth0|1' } }, ticket: { seconds: 432_000 } },
      ],
    },
  ]);
});

it.each([
  ['no address', declareUser({}, { username: 'ada' })],
  [
    'another kind of connection',
    declareResource('users', { connection: 'sms', phone_number: '+4915112345678', email: 'a@b.test' }, { welcome: {} }),
  ],
])('is refused before anything is created: %s', (_, user) => {
  expect(findPlanProblems(createDefinition([user]), createSnapshot({ connections: [DATABASE, SMS] }))).toMatchObject([
    { code: 'wrong-value', place: { address: user.address, pointer: '/$welcome' } },
  ]);
});
