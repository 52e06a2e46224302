import { expect, test } from 'vitest';
import type { FetchEvent } from '../../src/fetcher/fetch-events.ts';
import { fetchAll, fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createCatalogue } from '../../src/resources/create-catalogue.ts';
import { type Answer, answers, apiOn, drop, json, serve } from '../management-api/server.ts';
import { declared, definitionOf } from '../support/tenants.ts';

/** A tenant of a few fixed answers, for what the emulator would never say. */
const tenantOf =
  (paths: Readonly<Record<string, Answer>>): Answer =>
  (seen, response) =>
    (paths[seen.url.pathname.replace('/api/v2', '')] ?? answers(404, { message: 'unknown' }))(seen, response);

const opaque = { credentials: { kind: 'token', accessToken: 'opaque' } } as const;

async function fetched(
  paths: Readonly<Record<string, Answer>>,
  resources: readonly DeclaredResource[],
  types: readonly string[] = [],
) {
  const at = await serve(tenantOf(paths));
  const result = await fetchSnapshot(apiOn(at, opaque), computeFetchNeed(definitionOf(resources, {}, types), CATALOGUE));
  return { result, codes: result.ok ? [] : result.error.map(({ code }) => code), at };
}

const noScope = answers(403, { message: 'Insufficient scope, expected any of: read:roles', errorCode: 'insufficient_scope' });
const noPlan = answers(403, { message: 'Please upgrade your subscription', errorCode: 'insufficient_entitlement' });
const disabled = answers(403, { message: 'This endpoint is disabled for your tenant.' });
const role = declared('roles', { name: 'admin' });
const roles = answers(200, { total: 1, limit: 100, start: 0, roles: [{ id: 'rol_1', name: 'admin' }] });

test('a refusal by scope is an error, also for an empty list', async () => {
  expect((await fetched({ '/roles': noScope }, [], ['roles'])).codes).toEqual(['scope-missing']);
  expect((await fetched({ '/roles': noScope }, [role])).codes).toEqual(['scope-missing']);
});

test.each([
  ['subscription', noPlan],
  ['disabled', disabled],
  ['disabled', answers(501, {})],
  ['subscription', answers(402, {})],
])('a refusal by the %s is an error only where something is declared', async (reason, answer) => {
  const { result } = await fetched({ '/roles': answer }, [], ['roles']);
  expect(result).toMatchObject({ ok: true, value: { types: { roles: { status: 'unavailable', reason } } } });
  expect((await fetched({ '/roles': answer }, [role])).codes).toEqual(['subscription-lacks']);
});

test('a type that is only referred to has to be seen', async () => {
  const withPermission = declared(
    'roles',
    { name: 'admin' },
    { relations: { permissions: [{ resource_server_identifier: 'urn:api', permission_name: 'x' }] } },
  );
  expect((await fetched({ '/roles': roles, '/resource-servers': noPlan }, [withPermission])).codes).toContain(
    'subscription-lacks',
  );
});

test('a relation that the subscription lacks is empty where none is declared, and an error where one is', async () => {
  const paths = {
    '/roles': roles,
    '/roles/rol_1/permissions': noPlan,
    '/resource-servers': answers(200, { resource_servers: [] }),
  };
  const { result } = await fetched(paths, [{ ...role, relations: { permissions: [] } }]);
  expect(result).toMatchObject({ ok: true, value: { types: { roles: { resources: [{ relations: { permissions: [] } }] } } } });
  const wanted = [{ resource_server_identifier: 'urn:api', permission_name: 'x' }];
  expect((await fetched(paths, [{ ...role, relations: { permissions: wanted } }])).codes).toEqual(['subscription-lacks']);
  const refused = { ...paths, '/roles/rol_1/permissions': noScope };
  expect((await fetched(refused, [{ ...role, relations: { permissions: [] } }])).codes).toEqual(['scope-missing']);
});

test('an export leaves out a relation that it may not see, and tells it', async () => {
  const events: FetchEvent[] = [];
  const at = await serve(tenantOf({ '/roles': roles, '/roles/rol_1/permissions': noScope }));
  const all = await fetchAll(apiOn(at, opaque), createCatalogue(CATALOGUE.all.filter(({ type }) => type === 'roles')), (event) =>
    events.push(event),
  );
  expect(all).toMatchObject({ ok: true, value: { types: { roles: { resources: [{ relations: {} }] } } } });
  expect(events.flatMap((event) => (event.kind === 'note' ? [event.problem.code, event.problem.severity] : []))).toEqual([
    'scope-missing',
    'warning',
  ]);
});

test('without a word about scopes, what a scope hides shows in the answers', async () => {
  const connection = declared('connections', { name: 'db', strategy: 'auth0', options: {} });
  const seen = (bodies: readonly object[]) => ({ '/connections': answers(200, { connections: bodies }) });
  const hidden = await fetched(
    seen([
      { id: 'con_1', name: 'db', strategy: 'auth0' },
      { id: 'con_2', name: 'x', strategy: 'oidc' },
    ]),
    [connection],
  );
  expect(hidden.result).toMatchObject({
    error: [{ code: 'scope-hides-fields', place: { address: 'connections/db', pointer: '/options' } }],
  });
  const visible = await fetched(seen([{ id: 'con_1', name: 'db', strategy: 'auth0', options: {} }]), [connection]);
  expect(visible.result.ok).toBe(true);
  expect((await fetched(seen([]), [connection])).result.ok).toBe(true);
});

test('one field alone may well be unset everywhere: all that go with the scope have to be missing', async () => {
  const client = declared('clients', { name: 'Shop', encryption_key: { pub: 'x' } });
  const of = (body: object) => ({
    '/clients': answers(200, { total: 1, limit: 100, start: 0, clients: [{ client_id: 'c1', name: 'Shop', ...body }] }),
  });
  expect((await fetched(of({}), [client])).codes).toEqual(['scope-hides-fields']);
  expect((await fetched(of({ signing_keys: [] }), [client])).codes).toEqual([]);
});

test('one cause is told once, and nothing is read after it', async () => {
  const { codes } = await fetched({ '/roles': drop, '/clients': drop, '/connections': drop }, [role], ['clients', 'connections']);
  expect(codes).toEqual(['network-unreachable']);
});

test('different causes are told together', async () => {
  const paths = {
    '/roles': noScope,
    '/clients': answers(500, {}),
    '/connections': answers(200, { connections: [{ name: 'no id' }] }),
  };
  expect((await fetched(paths, [], ['roles', 'clients', 'connections'])).codes.sort()).toEqual([
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
  const { result } = await fetched({ '/connections': answers(200, { connections: twice }) }, [], ['connections']);
  expect(result.ok && result.value.types.connections?.status === 'read' && result.value.types.connections.resources.length).toBe(
    1,
  );
});

test('an id is percent-encoded in the path of its relation', async () => {
  const strange = 'rol|1/2?$&';
  const at = await serve((seen, response) =>
    json(
      response,
      200,
      seen.url.pathname.endsWith('/permissions') ? { permissions: [] } : { roles: [{ id: strange, name: 'admin' }] },
    ),
  );
  const need = computeFetchNeed(definitionOf([{ ...role, relations: { permissions: [] } }]), CATALOGUE);
  expect((await fetchSnapshot(apiOn(at, opaque), need)).ok).toBe(true);
  expect(at.seen.at(-1)?.url.pathname).toBe(`/api/v2/roles/${encodeURIComponent(strange)}/permissions`);
});

test('a place of a name that nobody knows yet counts as not there; of a known name the refusal stands', async () => {
  const refused = answers(400, { message: "Path validation error: 'No enum match'" });
  const texts = (prompt: string) => declared('promptTexts', { language: 'en', prompt, texts: { a: { title: 'x' } } });
  const unheardOf = await fetched({ '/prompts/wallet/custom-text/en': refused }, [texts('wallet')]);
  expect(unheardOf.result).toMatchObject({ ok: true, value: { types: { promptTexts: { status: 'read', resources: [] } } } });
  expect((await fetched({ '/prompts/login/custom-text/en': refused }, [texts('login')])).codes).toEqual(['subscription-lacks']);
});
