import { describe, expect, it } from 'vitest';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { getOnlyOperation, listOperationIds, planOrFail } from './plan-helpers.ts';

describe('null', () => {
  it('on create is sent right after for what the API fills in by itself', () => {
    const plan = planOrFail(
      createDefinition([declareResource('clients', { name: 'App', refresh_token: null })]),
      createSnapshot({}),
    );
    expect(listOperationIds(plan)).toEqual(['create clients/App', 'update clients/App (step 2)']);
    expect(plan.operations[0]?.requests).toMatchObject([{ method: 'POST', body: { name: 'App' } }]);
    expect(plan.operations[1]).toMatchObject({
      dependsOn: ['create clients/App'],
      requests: [{ method: 'PATCH', params: { id: { $ref: 'clients/App' } }, body: { refresh_token: null } }],
    });
  });

  it('on create needs nothing where the API fills nothing in', () => {
    const plan = planOrFail(
      createDefinition([declareResource('clients', { name: 'App', organization_usage: null })]),
      createSnapshot({}),
    );
    expect(getOnlyOperation(plan).requests).toEqual([{ method: 'POST', path: '/clients', body: { name: 'App' } }]);
  });

  it('in every member is the same as no object, where the API keeps no empty ones', () => {
    const acme = declareResource('organizations', { name: 'acme', metadata: { team: null } });
    expect(
      listOperationIds(
        planOrFail(
          createDefinition([acme]),
          createSnapshot({ organizations: [createLiveResource('org', { id: 'org', name: 'acme' })] }),
        ),
      ),
    ).toEqual([]);
  });
});

it('empty values that the API does not keep are not sent on create', () => {
  const app = declareResource('clients', {
    name: 'App',
    custom_login_page: '',
    callbacks: [],
    description: '',
    client_metadata: {},
  });
  const { requests } = getOnlyOperation(planOrFail(createDefinition([app]), createSnapshot({})));
  expect(requests).toEqual([{ method: 'POST', path: '/clients', body: { name: 'App', client_metadata: {} } }]);
});

it('a value that the API would overwrite goes along with every update, and is read again before', () => {
  const google = { id: 'con', name: 'google', strategy: 'google-oauth2', display_name: 'Google' };
  const wanted = declareResource('connections', { name: 'google', strategy: 'google-oauth2', show_as_button: true });
  const { requests } = getOnlyOperation(
    planOrFail(createDefinition([wanted]), createSnapshot({ connections: [createLiveResource('con', google)] })),
  );
  expect(requests).toMatchObject([
    { method: 'GET', path: '/connections/{id}' },
    { method: 'PATCH', body: { show_as_button: true, display_name: 'Google' } },
  ]);
});

it('what a relation holds is no part of its owner’s fingerprint', () => {
  const planForClients = (clients: readonly string[]) =>
    getOnlyOperation(
      planOrFail(
        createDefinition([declareResource('connections', { name: 'db', strategy: 'auth0', show_as_button: true })]),
        createSnapshot({
          connections: [createLiveResource('con', { id: 'con', name: 'db', strategy: 'auth0', enabled_clients: clients })],
        }),
      ),
    );
  expect(planForClients(['a']).fingerprint).toBe(planForClients(['a', 'b']).fingerprint);
});

it('a field that a create does not take is sent right after, and stays secret', () => {
  const app = declareResource(
    'clients',
    { name: 'App', client_secret: 'a-secret' },
    { secrets: { '/client_secret': { kind: 'literal' } } },
  );
  const plan = planOrFail(createDefinition([app]), createSnapshot({}));
  expect(plan.operations.map(({ id, requests }) => [id, requests[0]?.body])).toEqual([
    ['create clients/App', { name: 'App' }],
    ['update clients/App (step 2)', { client_secret: { $secret: '/client_secret' } }],
  ]);
  expect(JSON.stringify(plan)).not.toContain('a-secret');
});
