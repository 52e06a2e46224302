import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { findPlanProblems, planOrFail } from './plan-helpers.ts';

const createDatabase = (options: JsonObject) =>
  createLiveResource('con_1', { id: 'con_1', name: 'db', strategy: 'auth0', options });
const declareUser = (password: string) =>
  declareResource(
    'users',
    { connection: 'db', email: 'ada@acme.test', password },
    { secrets: { '/password': { kind: 'literal' } } },
  );
const findRefusals = (password: string, options: JsonObject) => {
  const snapshot = createSnapshot({ connections: [createDatabase(options)] });
  const made = planChanges({
    definition: createDefinition([declareUser(password)]),
    snapshot,
    catalogue: CATALOGUE,
    tool: 'test',
  });
  return made.ok ? [] : made.error;
};

// Each policy with a password that just meets it, and some that just do not.
const COMPLEXITY = { min_length: 5, character_types: ['uppercase', 'number', 'special'], character_type_rule: 'all' };
it.each<[string, JsonObject, string, readonly string[]]>([
  ['low', { passwordPolicy: 'low' }, 'aaaaaa', ['aaaaa']],
  ['fair', { passwordPolicy: 'fair' }, 'Abcdefg1', ['abcdefg1', 'Abcdefgh', 'Abcdef1']],
  ['good', { passwordPolicy: 'good' }, 'abcdef1!', ['abcdefg1', 'abcde1!']],
  ['excellent', { passwordPolicy: 'excellent' }, 'aabbccdd1!', ['abbbccdd1!', 'abcdefg1!', 'abcdefghi1']],
  ['a length of its own', { passwordPolicy: 'low', password_complexity_options: { min_length: 9 } }, '123456789', ['12345678']],
  ['options', { password_options: { complexity: COMPLEXITY } }, 'ABC1!', ['ABCD1', 'ABCD!', 'abc1!', 'AB1!']],
  [
    'options: three of four',
    { password_options: { complexity: { ...COMPLEXITY, character_type_rule: 'three_of_four', identical_characters: 'block' } } },
    'AAbb1!',
    ['AAA1!', 'abcd1'],
  ],
])('a password is held to the policy of its database before the first write: %s', (_, options, strong, weak) => {
  expect(findRefusals(strong, options)).toEqual([]);
  for (const password of weak) {
    const problems = findRefusals(password, options);
    expect(problems).toMatchObject([
      { code: 'wrong-value', place: { kind: 'address', address: 'users/db|ada@acme.test', pointer: '/password' } },
    ]);
    expect(JSON.stringify(problems)).not.toContain(password);
  }
});

it('a secret that is not set here does not keep a plan from being made', () => {
  expect(findRefusals('', { passwordPolicy: 'excellent' })).toEqual([]);
});

it('the policy that the definition declares counts, over what the tenant has', () => {
  const declared = declareResource('connections', { name: 'db', strategy: 'auth0', options: { passwordPolicy: 'excellent' } });
  const plan = (options: JsonObject) =>
    findPlanProblems(
      createDefinition([declared, declareUser('abcdef1!')]),
      createSnapshot({ connections: [createDatabase(options)] }),
    );
  expect(plan({ passwordPolicy: 'low' })).toMatchObject([{ code: 'wrong-value' }]);
});

it('a policy that nobody states is left to the API, and an existing user keeps its password', () => {
  expect(findRefusals('a', {})).toEqual([]);
  const live = createLiveResource('auth0|1', {
    user_id: 'auth0|1',
    connection: 'db',
    email: 'ada@acme.test',
    identities: [{ connection: 'db', user_id: '1', provider: 'auth0' }],
  });
  const snapshot = createSnapshot({ connections: [createDatabase({ passwordPolicy: 'excellent' })], users: [live] });
  expect(planOrFail(createDefinition([declareUser('a')]), snapshot).operations).toEqual([]);
});
