import { describe, expect, it } from 'vitest';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { ids, only, planned } from './planning.ts';

const API = 'https://api.acme.test/';
const api = live('rs', { id: 'rs', identifier: API });
const grant = (client: string) =>
  live('cgr', { id: 'cgr', client_id: client, audience: API, subject_type: 'client', organization_usage: 'allow' });

describe('keys of several fields', () => {
  it('may be written with an id, and are the same resource', () => {
    const snapshot = snapshotOf({
      clients: [live('c1', { client_id: 'c1', name: 'Shop' })],
      resourceServers: [api],
      clientGrants: [grant('c1')],
    });
    const byId = declared('clientGrants', { client_id: 'c1', audience: API, organization_usage: 'deny' });
    expect(only(planned(definitionOf([byId]), snapshot))).toMatchObject({ id: `update clientGrants/Shop|${API}`, liveId: 'cgr' });
  });

  it('are found by their first field alone, whatever is in it', () => {
    const name = 'a|b\\c';
    const snapshot = snapshotOf({
      clients: [live('c1', { client_id: 'c1', name })],
      resourceServers: [api],
      clientGrants: [grant('c1')],
      organizations: [live('org', { id: 'org', name: 'acme' }, { client_grants: [] })],
    });
    const acme = declared('organizations', { name: 'acme' }, { relations: { client_grants: [{ client_id: name }] } });
    expect(only(planned(definitionOf([acme]), snapshot)).requests).toMatchObject([{ body: { grant_id: { id: 'cgr' } } }]);
  });

  it('never make two items one', () => {
    const items = [
      { resource_server_identifier: 'urn:a', permission_name: 'b|x' },
      { resource_server_identifier: 'urn:a|b', permission_name: 'x' },
    ];
    const apis = [
      declared('resourceServers', { identifier: 'urn:a', scopes: [{ value: 'b|x' }] }),
      declared('resourceServers', { identifier: 'urn:a|b', scopes: [{ value: 'x' }] }),
    ];
    const plan = planned(
      definitionOf([...apis, declared('roles', { name: 'r' }, { relations: { permissions: items } })]),
      snapshotOf({}),
    );
    expect(plan.operations.find(({ action }) => action === 'link')?.requests).toMatchObject([{ body: { permissions: items } }]);
  });
});

describe('limits', () => {
  it('count resources, not their names', () => {
    const twins = ['a', 'b', 'c'].map((id) => live(id, { client_id: id, name: 'App' }));
    const limits = { delete: { kind: 'count', count: 2 }, update: { kind: 'count', count: 9 } } as const;
    const plan = planned(definitionOf([], { prune: ['clients'], limits }, ['clients']), snapshotOf({ clients: twins }));
    expect(plan.refusals).toMatchObject([{ code: 'guard-limit' }]);
  });
});

describe('values that look like placeholders', () => {
  it('are sent as they are, and a secret inside of one stays a secret', () => {
    const metadata = { $ref: 'clients/Other', note: 'canary' };
    const app = declared(
      'clients',
      { name: 'App', client_metadata: metadata },
      { secrets: { '/client_metadata/note': { kind: 'literal' } } },
    );
    const plan = planned(definitionOf([app]), snapshotOf({}));
    expect(ids(plan)).toEqual(['create clients/App']);
    expect(only(plan).requests[0]?.body).toMatchObject({
      client_metadata: { $literal: { $ref: 'clients/Other', note: { $secret: '/client_metadata/note' } } },
    });
    expect(JSON.stringify(plan)).not.toContain('canary');
  });
});
