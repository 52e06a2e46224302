import { describe, expect, it } from 'vitest';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { ids, only, planned } from './planning.ts';

describe('null', () => {
  it('on create is sent right after for what the API fills in by itself', () => {
    const plan = planned(definitionOf([declared('clients', { name: 'App', refresh_token: null })]), snapshotOf({}));
    expect(ids(plan)).toEqual(['create clients/App', 'update clients/App (step 2)']);
    expect(plan.operations[0]?.requests).toMatchObject([{ method: 'POST', body: { name: 'App' } }]);
    expect(plan.operations[1]).toMatchObject({
      dependsOn: ['create clients/App'],
      requests: [{ method: 'PATCH', params: { id: { $ref: 'clients/App' } }, body: { refresh_token: null } }],
    });
  });

  it('on create needs nothing where the API fills nothing in', () => {
    const plan = planned(definitionOf([declared('clients', { name: 'App', organization_usage: null })]), snapshotOf({}));
    expect(only(plan).requests).toEqual([{ method: 'POST', path: '/clients', body: { name: 'App' } }]);
  });

  it('in every member is the same as no object, where the API keeps no empty ones', () => {
    const acme = declared('organizations', { name: 'acme', metadata: { team: null } });
    expect(ids(planned(definitionOf([acme]), snapshotOf({ organizations: [live('org', { id: 'org', name: 'acme' })] })))).toEqual(
      [],
    );
  });
});

it('empty values that the API does not keep are not sent on create', () => {
  const app = declared('clients', { name: 'App', custom_login_page: '', callbacks: [], description: '', client_metadata: {} });
  const { requests } = only(planned(definitionOf([app]), snapshotOf({})));
  expect(requests).toEqual([{ method: 'POST', path: '/clients', body: { name: 'App', client_metadata: {} } }]);
});

it('a value that the API would overwrite goes along with every update, and is read again before', () => {
  const google = { id: 'con', name: 'google', strategy: 'google-oauth2', display_name: 'Google' };
  const wanted = declared('connections', { name: 'google', strategy: 'google-oauth2', show_as_button: true });
  const { requests } = only(planned(definitionOf([wanted]), snapshotOf({ connections: [live('con', google)] })));
  expect(requests).toMatchObject([
    { method: 'GET', path: '/connections/{id}' },
    { method: 'PATCH', body: { show_as_button: true, display_name: 'Google' } },
  ]);
});

it('what a relation holds is no part of its owner’s fingerprint', () => {
  const plan = (clients: readonly string[]) =>
    only(
      planned(
        definitionOf([declared('connections', { name: 'db', strategy: 'auth0', show_as_button: true })]),
        snapshotOf({ connections: [live('con', { id: 'con', name: 'db', strategy: 'auth0', enabled_clients: clients })] }),
      ),
    );
  expect(plan(['a']).fingerprint).toBe(plan(['a', 'b']).fingerprint);
});

it('a field that a create does not take is sent right after, and stays secret', () => {
  const app = declared(
    'clients',
    { name: 'App', client_secret: 'a-secret' },
    { secrets: { '/client_secret': { kind: 'literal' } } },
  );
  const plan = planned(definitionOf([app]), snapshotOf({}));
  expect(plan.operations.map(({ id, requests }) => [id, requests[0]?.body])).toEqual([
    ['create clients/App', { name: 'App' }],
    ['update clients/App (step 2)', { client_secret: { $secret: '/client_secret' } }],
  ]);
  expect(JSON.stringify(plan)).not.toContain('a-secret');
});
