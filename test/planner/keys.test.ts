import { describe, expect, it } from 'vitest';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { getOnlyOperation, listOperationIds, planOrFail } from './plan-helpers.ts';

const API = 'https://api.acme.test/';
const api = createLiveResource('rs', { id: 'rs', identifier: API });
const buildLiveGrant = (client: string) =>
  createLiveResource('cgr', { id: 'cgr', client_id: client, audience: API, subject_type: 'client', organization_usage: 'allow' });

describe('keys of several fields', () => {
  it('may be written with an id, and are the same resource', () => {
    const snapshot = createSnapshot({
      clients: [createLiveResource('c1', { client_id: 'c1', name: 'Shop' })],
      resourceServers: [api],
      clientGrants: [buildLiveGrant('c1')],
    });
    const byId = declareResource('clientGrants', { client_id: 'c1', audience: API, organization_usage: 'deny' });
    expect(getOnlyOperation(planOrFail(createDefinition([byId]), snapshot))).toMatchObject({
      id: `update clientGrants/Shop|${API}`,
      liveId: 'cgr',
    });
  });

  it('may be written with an id where they are referred to as well', () => {
    const snapshot = createSnapshot({
      clients: [createLiveResource('c1', { client_id: 'c1', name: 'Shop' })],
      resourceServers: [api],
      clientGrants: [],
      organizations: [],
    });
    const grant = declareResource('clientGrants', { client_id: 'c1', audience: API, organization_usage: 'allow' });
    const acme = declareResource('organizations', { name: 'acme' }, { relations: { client_grants: [grant.key] } });
    const plan = planOrFail(createDefinition([grant, acme]), snapshot);
    const created = `create clientGrants/Shop|${API}`;
    expect(plan.operations.find(({ action }) => action === 'link')?.dependsOn).toContain(created);
  });

  it('are found by their first field alone, whatever is in it', () => {
    const name = 'a|b\\c';
    const snapshot = createSnapshot({
      clients: [createLiveResource('c1', { client_id: 'c1', name })],
      resourceServers: [api],
      clientGrants: [buildLiveGrant('c1')],
      organizations: [createLiveResource('org', { id: 'org', name: 'acme' }, { client_grants: [] })],
    });
    const acme = declareResource('organizations', { name: 'acme' }, { relations: { client_grants: [{ client_id: name }] } });
    expect(getOnlyOperation(planOrFail(createDefinition([acme]), snapshot)).requests).toMatchObject([
      { body: { grant_id: { id: 'cgr' } } },
    ]);
  });

  it('never make two items one', () => {
    const items = [
      { resource_server_identifier: 'urn:a', permission_name: 'b|x' },
      { resource_server_identifier: 'urn:a|b', permission_name: 'x' },
    ];
    const apis = [
      declareResource('resourceServers', { identifier: 'urn:a', scopes: [{ value: 'b|x' }] }),
      declareResource('resourceServers', { identifier: 'urn:a|b', scopes: [{ value: 'x' }] }),
    ];
    const plan = planOrFail(
      createDefinition([...apis, declareResource('roles', { name: 'r' }, { relations: { permissions: items } })]),
      createSnapshot({}),
    );
    expect(plan.operations.find(({ action }) => action === 'link')?.requests).toMatchObject([{ body: { permissions: items } }]);
  });
});

describe('limits', () => {
  it('count resources, not their names', () => {
    const twins = ['a', 'b', 'c'].map((id) => createLiveResource(id, { client_id: id, name: 'App' }));
    const limits = { delete: { kind: 'count', count: 2 }, update: { kind: 'count', count: 9 } } as const;
    const plan = planOrFail(
      createDefinition([], { prune: ['clients'], limits }, ['clients']),
      createSnapshot({ clients: twins }),
    );
    expect(plan.refusals).toMatchObject([{ code: 'guard-limit' }]);
  });
});

describe('values that look like placeholders', () => {
  it('are sent as they are, and a secret inside of one stays a secret', () => {
    const metadata = { $ref: 'clients/Other', note: 'canary' };
    const app = declareResource(
      'clients',
      { name: 'App', client_metadata: metadata },
      { secrets: { '/client_metadata/note': { kind: 'literal' } } },
    );
    const plan = planOrFail(createDefinition([app]), createSnapshot({}));
    expect(listOperationIds(plan)).toEqual(['create clients/App']);
    expect(getOnlyOperation(plan).requests[0]?.body).toMatchObject({
      client_metadata: { $literal: { $ref: 'clients/Other', note: { $secret: '/client_metadata/note' } } },
    });
    expect(JSON.stringify(plan)).not.toContain('canary');
  });
});
