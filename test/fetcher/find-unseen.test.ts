import { expect, test } from 'vitest';
import type { FetchEvent } from '../../src/fetcher/fetch-events.ts';
import { fetchAll, fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createCatalogue } from '../../src/resources/create-catalogue.ts';
import { type Answer, answerWith, createTestApi, dropConnection, sendJson, serve } from '../management-api/test-api-server.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';

/** A tenant of a few fixed answers, for what the emulator would never say. */
const answerByPath =
  (paths: Readonly<Record<string, Answer>>): Answer =>
  (seen, response) =>
    (paths[seen.url.pathname.replace('/api/v2', '')] ?? answerWith(404, { message: 'unknown' }))(seen, response);

const opaque = { credentials: { kind: 'token', accessToken: 'opaque' } } as const;

async function fetchFrom(
  paths: Readonly<Record<string, Answer>>,
  resources: readonly DeclaredResource[],
  types: readonly string[] = [],
) {
  const at = await serve(answerByPath(paths));
  const result = await fetchSnapshot(
    createTestApi(at, opaque),
    computeFetchNeed(createDefinition(resources, {}, types), CATALOGUE),
  );
  return { result, codes: result.ok ? [] : result.error.map(({ code }) => code), at };
}

const noScope = answerWith(403, { message: 'Insufficient scope, expected any of: read:roles', errorCode: 'insufficient_scope' });
const noPlan = answerWith(403, { message: 'Please upgrade your subscription', errorCode: 'insufficient_entitlement' });
const disabled = answerWith(403, { message: 'This endpoint is disabled for your tenant.' });
const role = declareResource('roles', { name: 'admin' });
const roles = answerWith(200, { total: 1, limit: 100, start: 0, roles: [{ id: 'rol_1', name: 'admin' }] });

test('a refusal by scope is an error, also for an empty list', async () => {
  expect((await fetchFrom({ '/roles': noScope }, [], ['roles'])).codes).toEqual(['scope-missing']);
  expect((await fetchFrom({ '/roles': noScope }, [role])).codes).toEqual(['scope-missing']);
});

test.each([
  ['subscription', noPlan],
  ['disabled', disabled],
  ['disabled', answerWith(501, {})],
  ['subscription', answerWith(402, {})],
])('a refusal by the %s is an error only where something is declared', async (reason, answer) => {
  const { result } = await fetchFrom({ '/roles': answer }, [], ['roles']);
  expect(result).toMatchObject({ ok: true, value: { types: { roles: { status: 'unavailable', reason } } } });
  expect((await fetchFrom({ '/roles': answer }, [role])).codes).toEqual(['subscription-lacks']);
});

test('a type that is only referred to has to be seen', async () => {
  const withPermission = declareResource(
    'roles',
    { name: 'admin' },
    { relations: { permissions: [{ resource_server_identifier: 'urn:api', permission_name: 'x' }] } },
  );
  expect((await fetchFrom({ '/roles': roles, '/resource-servers': noPlan }, [withPermission])).codes).toContain(
    'subscription-lacks',
  );
});

test('a relation that the subscription lacks is empty where none is declared, and an error where one is', async () => {
  const paths = {
    '/roles': roles,
    '/roles/rol_1/permissions': noPlan,
    '/resource-servers': answerWith(200, { resource_servers: [] }),
  };
  const { result } = await fetchFrom(paths, [{ ...role, relations: { permissions: [] } }]);
  expect(result).toMatchObject({ ok: true, value: { types: { roles: { resources: [{ relations: { permissions: [] } }] } } } });
  const wanted = [{ resource_server_identifier: 'urn:api', permission_name: 'x' }];
  expect((await fetchFrom(paths, [{ ...role, relations: { permissions: wanted } }])).codes).toEqual(['subscription-lacks']);
  const refused = { ...paths, '/roles/rol_1/permissions': noScope };
  expect((await fetchFrom(refused, [{ ...role, relations: { permissions: [] } }])).codes).toEqual(['scope-missing']);
});

test('an export leaves out a relation that it may not see, and tells it', async () => {
  const events: FetchEvent[] = [];
  const groups = answerWith(200, { groups: [] });
  const at = await serve(answerByPath({ '/roles': roles, '/roles/rol_1/permissions': noScope, '/roles/rol_1/groups': groups }));
  const all = await fetchAll(
    createTestApi(at, opaque),
    createCatalogue(CATALOGUE.all.filter(({ type }) => type === 'roles')),
    (event) => events.push(event),
  );
  expect(all).toMatchObject({ ok: true, value: { types: { roles: { resources: [{ relations: {} }] } } } });
  expect(events.flatMap((event) => (event.kind === 'note' ? [event.problem.code, event.problem.severity] : []))).toEqual([
    'scope-missing',
    'warning',
  ]);
});

test('without a word about scopes, what a scope hides shows in the answers', async () => {
  const connection = declareResource('connections', { name: 'db', strategy: 'auth0', options: {} });
  const seen = (bodies: readonly object[]) => ({ '/connections': answerWith(200, { connections: bodies }) });
  const hidden = await fetchFrom(
    seen([
      { id: 'con_1', name: 'db', strategy: 'auth0' },
      { id: 'con_2', name: 'x', strategy: 'oidc' },
    ]),
    [connection],
  );
  expect(hidden.result).toMatchObject({
    error: [{ code: 'scope-hides-fields', place: { address: 'connections/db', pointer: '/options' } }],
  });
  const visible = await fetchFrom(seen([{ id: 'con_1', name: 'db', strategy: 'auth0', options: {} }]), [connection]);
  expect(visible.result.ok).toBe(true);
  expect((await fetchFrom(seen([]), [connection])).result.ok).toBe(true);
});

test('one field alone may well be unset everywhere: all that go with the scope have to be missing', async () => {
  const client = declareResource('clients', { name: 'Shop', encryption_key: { pub: 'x' } });
  const buildClientAnswers = (body: object) => ({
    '/clients': answerWith(200, { total: 1, limit: 100, start: 0, clients: [{ client_id: 'c1', name: 'Shop', ...body }] }),
  });
  expect((await fetchFrom(buildClientAnswers({}), [client])).codes).toEqual(['scope-hides-fields']);
  expect((await fetchFrom(buildClientAnswers({ signing_keys: [] }), [client])).codes).toEqual([]);
});

test('one cause is told once, and nothing is read after it', async () => {
  const { codes } = await fetchFrom(
    { '/roles': dropConnection, '/clients': dropConnection, '/connections': dropConnection },
    [role],
    ['clients', 'connections'],
  );
  expect(codes).toEqual(['network-unreachable']);
});

test('different causes are told together', async () => {
  const paths = {
    '/roles': noScope,
    '/clients': answerWith(500, {}),
    '/connections': answerWith(200, { connections: [{ name: 'no id' }] }),
  };
  expect((await fetchFrom(paths, [], ['roles', 'clients', 'connections'])).codes.sort()).toEqual([
    'answer-unreadable',
    'scope-missing',
    'server-error',
  ]);
});

test('a row that comes twice in different words is there once', async () => {
  const twice = [
    { id: 'con_1', name: 'db', strategy: 'auth0' },
    { id: 'con_1', name: 'db', strategy: 'auth0', is_domain_connection: true },
  ];
  const { result } = await fetchFrom({ '/connections': answerWith(200, { connections: twice }) }, [], ['connections']);
  expect(result.ok && result.value.types.connections?.status === 'read' && result.value.types.connections.resources.length).toBe(
    1,
  );
});

test('an id is percent-encoded in the path of its relation', async () => {
  const strange = 'rol|1/2?$&';
  const at = await serve((seen, response) =>
    sendJson(
      response,
      200,
      seen.url.pathname.endsWith('/permissions') ? { permissions: [] } : { roles: [{ id: strange, name: 'admin' }] },
    ),
  );
  const need = computeFetchNeed(createDefinition([{ ...role, relations: { permissions: [] } }]), CATALOGUE);
  expect((await fetchSnapshot(createTestApi(at, opaque), need)).ok).toBe(true);
  expect(at.seen.at(-1)?.url.pathname).toBe(`/api/v2/roles/${encodeURIComponent(strange)}/permissions`);
});

test('a place of a name that nobody knows yet counts as not there; of a known name the refusal stands', async () => {
  const refused = answerWith(400, { message: "Path validation error: 'No enum match'" });
  const declareTexts = (prompt: string) =>
    declareResource('promptTexts', { language: 'en', prompt, texts: { a: { title: 'x' } } });
  const unheardOf = await fetchFrom({ '/prompts/wallet/custom-text/en': refused }, [declareTexts('wallet')]);
  expect(unheardOf.result).toMatchObject({ ok: true, value: { types: { promptTexts: { status: 'read', resources: [] } } } });
  expect((await fetchFrom({ '/prompts/login/custom-text/en': refused }, [declareTexts('login')])).codes).toEqual([
    'subscription-lacks',
  ]);
});
