import { describe, expect, it } from 'vitest';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { ids, only, planned, problems } from './planning.ts';

describe('what belongs to something else', () => {
  const owned = live('rol_o', { id: 'rol_o', name: 'Editor', type: 'organization', owner_id: 'org_1' });

  it('never stands in for a declared resource of its name', () => {
    const plan = planned(definitionOf([declared('roles', { name: 'Editor' })]), snapshotOf({ roles: [owned] }));
    expect(ids(plan)).toEqual(['create roles/Editor']);
    expect(only(plan)).toMatchObject({ action: 'create', twins: ['rol_o'] });
  });

  it('is not taken for the one that is there as well', () => {
    const own = live('rol_t', { id: 'rol_t', name: 'Editor', type: 'tenant', description: 'old' });
    const plan = planned(
      definitionOf([declared('roles', { name: 'Editor', description: 'new' })], { prune: ['roles'] }),
      snapshotOf({ roles: [owned, own] }),
    );
    expect(plan.operations.map(({ action, liveId }) => [action, liveId])).toEqual([['update', 'rol_t']]);
  });
});

describe('what belongs to Auth0 itself', () => {
  const my = live('api_me', {
    id: 'api_me',
    identifier: 'https://acme.eu.auth0.com/me/',
    name: 'My Account',
    is_system: true,
    token_lifetime: 60,
  });
  const asks = (fields: object) =>
    definitionOf([declared('resourceServers', { identifier: 'https://acme.eu.auth0.com/me/', ...fields })]);

  it('is changed where the API lets it', () => {
    const { requests } = only(planned(asks({ token_lifetime: 600 }), snapshotOf({ resourceServers: [my] })));
    expect(requests.at(-1)).toMatchObject({ method: 'PATCH', body: { token_lifetime: 600 } });
  });

  it('is refused where it does not, and left alone where nothing differs', () => {
    expect(problems(asks({ name: 'Mine', token_lifetime: 600 }), snapshotOf({ resourceServers: [my] }))).toMatchObject([
      { code: 'system-resource', place: { pointer: '/name' } },
    ]);
    expect(only(planned(asks({ token_lifetime: 60 }), snapshotOf({ resourceServers: [my] }))).action).toBe('note');
  });
});

it('what tenon runs as is refused where the definition declares it otherwise', () => {
  const snapshot = snapshotOf({ clients: [live('me', { client_id: 'me', name: 'CI', description: 'old' })] }, 'me');
  expect(problems(definitionOf([declared('clients', { name: 'CI', description: 'new' })]), snapshot)).toMatchObject([
    { code: 'self-managed', place: { address: 'clients/CI', pointer: '/description' } },
  ]);
});

describe('of what a tenant has one at most', () => {
  it('the one that is there is adopted under its new name', () => {
    const snapshot = snapshotOf({ themes: [live('thm', { themeId: 'thm', displayName: 'Old' })] });
    const operation = only(planned(definitionOf([declared('themes', { displayName: 'New' })]), snapshot));
    expect([operation.action, operation.liveId]).toEqual(['update', 'thm']);
  });

  it('a provider of another kind takes its place, with its own credentials', () => {
    const twilio = { id: 'pro', name: 'twilio', configuration: { sid: 'AC', default_from: '+1', delivery_methods: ['text'] } };
    const wanted = declared('phoneProviders', { name: 'custom', configuration: { delivery_methods: ['text'] }, credentials: {} });
    const { requests } = only(planned(definitionOf([wanted]), snapshotOf({ phoneProviders: [live('pro', twilio)] })));
    expect(requests.at(-1)).toMatchObject({
      method: 'PATCH',
      body: { name: 'custom', configuration: { delivery_methods: ['text'] } },
    });
  });
});
