import { expect, test } from 'vitest';
import { loadDefinition } from '../loader/load-helpers.ts';
import { createLiveResource, createSnapshot } from '../support/tenant-builders.ts';
import { findPlanProblems, listOperationIds, planOrFail } from './plan-helpers.ts';

const registered = 'clients:\n  - { name: Wiki, external_client_id: "https://wiki.test/client.json" }\n';

test('a client that is registered from a document is never made as an ordinary one', async () => {
  expect(findPlanProblems(await loadDefinition(registered), createSnapshot({})).map(({ code }) => code)).toEqual([
    'create-refused',
  ]);
});

test('one that is there is managed, without its document', async () => {
  const body = { client_id: 'c', name: 'Wiki', external_client_id: 'https://wiki.test/client.json' };
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
