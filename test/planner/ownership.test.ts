import { describe, expect, it } from 'vitest';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { findPlanProblems, getOnlyOperation, listOperationIds, planOrFail } from './plan-helpers.ts';

describe('what belongs to something else', () => {
  const owned = createLiveResource('rol_o', { id: 'rol_o', name: 'Editor', type: 'organization', owner_id: 'org_1' });

  it('never stands in for a declared resource of its name', () => {
    const plan = planOrFail(createDefinition([declareResource('roles', { name: 'Editor' })]), createSnapshot({ roles: [owned] }));
    expect(listOperationIds(plan)).toEqual(['create roles/Editor']);
    expect(getOnlyOperation(plan)).toMatchObject({ action: 'create', twins: ['rol_o'] });
  });

  it('is not taken for the one that is there as well', () => {
    const own = createLiveResource('rol_t', { id: 'rol_t', name: 'Editor', type: 'tenant', description: 'old' });
    const plan = planOrFail(
      createDefinition([declareResource('roles', { name: 'Editor', description: 'new' })], { prune: ['roles'] }),
      createSnapshot({ roles: [owned, own] }),
    );
    expect(plan.operations.map(({ action, liveId }) => [action, liveId])).toEqual([['update', 'rol_t']]);
  });
});

describe('what belongs to Auth0 itself', () => {
  const my = createLiveResource('api_me', {
    id: 'api_me',
    identifier: 'https://acme.eu.auth0.com/me/',
    name: 'My Account',
    is_system: true,
    token_lifetime: 60,
  });
  const buildApiDefinition = (fields: object) =>
    createDefinition([declareResource('resourceServers', { identifier: 'https://acme.eu.auth0.com/me/', ...fields })]);

  it('is changed where the API lets it', () => {
    const { requests } = getOnlyOperation(
      planOrFail(buildApiDefinition({ token_lifetime: 600 }), createSnapshot({ resourceServers: [my] })),
    );
    expect(requests.at(-1)).toMatchObject({ method: 'PATCH', body: { token_lifetime: 600 } });
  });

  it('is changed in one member where only that may change, and the request has no other', () => {
    const management = createLiveResource('api', {
      id: 'api',
      identifier: 'https://acme.eu.auth0.com/api/v2/',
      name: 'Auth0 Management API',
      is_system: true,
      subject_type_authorization: { user: { policy: 'allow_all' }, client: { policy: 'require_client_grant' } },
    });
    const buildManagement = (client: string) =>
      createDefinition([
        declareResource('resourceServers', {
          identifier: 'https://acme.eu.auth0.com/api/v2/',
          subject_type_authorization: { user: { policy: 'deny_all' }, client: { policy: client } },
        }),
      ]);
    const snapshot = createSnapshot({ resourceServers: [management] });
    const { requests } = getOnlyOperation(planOrFail(buildManagement('require_client_grant'), snapshot));
    expect(requests.map(({ body }) => body)).toEqual([{ subject_type_authorization: { user: { policy: 'deny_all' } } }]);
    expect(findPlanProblems(buildManagement('deny_all'), snapshot)).toMatchObject([
      { code: 'system-resource', place: { pointer: '/subject_type_authorization/client' } },
    ]);
  });

  it('is refused where it does not, and left alone where nothing differs', () => {
    expect(
      findPlanProblems(buildApiDefinition({ name: 'Mine', token_lifetime: 600 }), createSnapshot({ resourceServers: [my] })),
    ).toMatchObject([{ code: 'system-resource', place: { pointer: '/name' } }]);
    expect(
      getOnlyOperation(planOrFail(buildApiDefinition({ token_lifetime: 60 }), createSnapshot({ resourceServers: [my] }))).action,
    ).toBe('note');
  });
});

it('what tenon runs as is refused where the definition declares it otherwise', () => {
  const snapshot = createSnapshot(
    { clients: [createLiveResource('me', { client_id: 'me', name: 'CI', description: 'old' })] },
    'me',
  );
  expect(
    findPlanProblems(createDefinition([declareResource('clients', { name: 'CI', description: 'new' })]), snapshot),
  ).toMatchObject([{ code: 'self-managed', place: { address: 'clients/CI', pointer: '/description' } }]);
});

describe('of what a tenant has one at most', () => {
  it('the one that is there is adopted under its new name', () => {
    const snapshot = createSnapshot({ themes: [createLiveResource('thm', { themeId: 'thm', displayName: 'Old' })] });
    const operation = getOnlyOperation(
      planOrFail(createDefinition([declareResource('themes', { displayName: 'New' })]), snapshot),
    );
    expect([operation.action, operation.liveId]).toEqual(['update', 'thm']);
  });

  it('a provider of another kind takes its place, with its own credentials', () => {
    const twilio = { id: 'pro', name: 'twilio', configuration: { sid: 'AC', default_from: '+1', delivery_methods: ['text'] } };
    const wanted = declareResource('phoneProviders', {
      name: 'custom',
      configuration: { delivery_methods: ['text'] },
      credentials: {},
    });
    const { requests } = getOnlyOperation(
      planOrFail(createDefinition([wanted]), createSnapshot({ phoneProviders: [createLiveResource('pro', twilio)] })),
    );
    expect(requests.at(-1)).toMatchObject({
      method: 'PATCH',
      body: { name: 'custom', configuration: { delivery_methods: ['text'] } },
    });
  });
});
