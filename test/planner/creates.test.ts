import { expect, test } from 'vitest';
import { definitionOf } from '../loader/support.ts';
import { live, snapshotOf } from '../support/tenants.ts';
import { ids, planned, problems } from './planning.ts';

const registered = 'clients:\n  - { name: Wiki, external_client_id: "https://wiki.test/client.json" }\n';

test('a client that is registered from a document is never made as an ordinary one', async () => {
  expect(problems(await definitionOf(registered), snapshotOf({})).map(({ code }) => code)).toEqual(['create-refused']);
});

test('one that is there is managed, without its document', async () => {
  const body = { client_id: 'c', name: 'Wiki', external_client_id: 'https://wiki.test/client.json' };
  expect(ids(planned(await definitionOf(registered), snapshotOf({ clients: [live('c', body)] })))).toEqual([]);
});

test('an action is not made with a secret that has no value', async () => {
  const action = (secret: string): string =>
    `actions:\n  - name: a\n    code: x\n    supported_triggers: [{ id: post-login, version: v3 }]\n    secrets: [${secret}]\n`;
  const found = problems(await definitionOf(action('{ name: KEY }')), snapshotOf({}));
  expect(found.map(({ code, place }) => [code, place])).toEqual([
    ['missing-field', { kind: 'address', address: 'actions/a', pointer: '/secrets/0/value' }],
  ]);
  expect(ids(planned(await definitionOf(action('{ name: KEY, value: x }')), snapshotOf({})))).not.toEqual([]);
});

test('a reference that is no slip of a known name gets no suggestion, and a slip gets one', async () => {
  const connection = (client: string) =>
    `clients:\n  - { name: Portal }\n  - { name: UK }\nconnections:\n  - { name: mail, strategy: email, enabled_clients: [${client}] }\n`;
  const hintFor = async (client: string) => problems(await definitionOf(connection(client)), snapshotOf({}))[0]?.hint;
  expect(await hintFor('QA')).not.toContain('UK');
  expect(await hintFor('Portl')).toContain('"Portal"');
});
