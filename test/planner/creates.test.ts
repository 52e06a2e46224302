import { expect, test } from 'vitest';
import { loadDefinition } from '../loader/load-helpers.ts';
import { createLiveResource, createSnapshot } from '../support/tenant-builders.ts';
import { findPlanProblems, listOperationIds, planOrFail } from './plan-helpers.ts';

const registered = 'clients:\n  - { name: Wiki, external_client_id: "https://wiki.test/client.json" }\n';

test('a client with a document is registered from it, and gets its other fields in an update', async () => {
  const described = registered.replace(' }', ', description: A wiki, jwt_configuration: { alg: RS256, secret_encoded: false } }');
  const plan = planOrFail(await loadDefinition(described), createSnapshot({}));
  expect(plan.operations.flatMap(({ requests }) => requests.map(({ method, path, body }) => [method, path, body]))).toEqual([
    ['POST', '/clients/cimd/register', { external_client_id: 'https://wiki.test/client.json' }],
    ['PATCH', '/clients/{id}', { description: 'A wiki', jwt_configuration: { alg: 'RS256' } }],
  ]);
});

test('it never takes the place of an ordinary client with its name', async () => {
  const ordinary = createLiveResource('c', { client_id: 'c', name: 'Wiki' });
  expect(listOperationIds(planOrFail(await loadDefinition(registered), createSnapshot({ clients: [ordinary] })))).toEqual([
    'create clients/Wiki',
  ]);
});

test('one that is there is found by its document, whatever its name', async () => {
  const body = { client_id: 'c', name: 'wiki.test', external_client_id: 'https://wiki.test/client.json' };
  expect(
    listOperationIds(planOrFail(await loadDefinition(registered), createSnapshot({ clients: [createLiveResource('c', body)] }))),
  ).toEqual([]);
});

test('an action is not made with a secret that has no value', async () => {
  const buildActionYaml = (secret: string): string =>
    `actions:\n  - name: a\n    code: x\n    supported_triggers: [{ id: post-login, version: v3 }]\n    secrets: [${secret}]\n`;
  const found = findPlanProblems(await loadDefinition(buildActionYaml('{ name: KEY }')), createSnapshot({}));
  expect(found.map(({ code, place }) => [code, place])).toEqual([
    ['missing-field', { kind: 'address', address: 'actions/a', pointer: '/secrets/0/value' }],
  ]);
  expect(
    listOperationIds(planOrFail(await loadDefinition(buildActionYaml('{ name: KEY, value: x }')), createSnapshot({}))),
  ).not.toEqual([]);
});

test('a reference that is no slip of a known name gets no suggestion, and a slip gets one', async () => {
  const buildConnectionYaml = (client: string) =>
    `clients:\n  - { name: Portal }\n  - { name: UK }\nconnections:\n  - { name: mail, strategy: email, enabled_clients: [${client}] }\n`;
  const findHint = async (client: string) =>
    findPlanProblems(await loadDefinition(buildConnectionYaml(client)), createSnapshot({}))[0]?.hint;
  expect(await findHint('QA')).not.toContain('UK');
  expect(await findHint('Portl')).toContain('"Portal"');
});
