import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges, SECRET_MARK } from '../../src/model/plan/plan.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { buildDefinitionFromState } from '../../src/planner/restore/definition-from-state.ts';
import { collectRestoreNotes } from '../../src/planner/restore/restore-notes.ts';
import { CATALOGUE as catalogue } from '../../src/resources/catalogue.ts';
import { createLiveResource, createSnapshot } from '../support/tenant-builders.ts';

const buildLiveRole = (id: string, name: string, more = {}) => createLiveResource(id, { id, name, ...more });
const restoreDefinition = (before: Snapshot, now: Snapshot, goes: Readonly<Record<string, readonly string[]>> = {}) =>
  buildDefinitionFromState({
    before,
    now,
    catalogue,
    file: 'before.json',
    goes: new Map(Object.entries(goes).map(([type, ids]) => [type, new Set(ids)])),
  });
const listNotes = (before: Snapshot, now: Snapshot) => collectRestoreNotes({ before, now, catalogue, secretsSet: new Map() });

describe('the way back', () => {
  it('keeps the id of what is there, whatever it is called by now', () => {
    const { resources } = restoreDefinition(
      createSnapshot({ roles: [buildLiveRole('r1', 'admin')] }),
      createSnapshot({ roles: [buildLiveRole('r1', 'owner')] }),
    );
    expect(resources).toMatchObject([{ address: 'roles/admin', pinnedId: 'r1' }]);
  });

  it('makes what is gone anew, by its key, and says that it has another id', () => {
    const [before, now] = [createSnapshot({ roles: [buildLiveRole('r1', 'admin')] }), createSnapshot({})];
    expect(restoreDefinition(before, now).resources).toMatchObject([{ address: 'roles/admin' }]);
    expect(restoreDefinition(before, now).resources[0]?.pinnedId).toBeUndefined();
    expect(listNotes(before, now).map(({ address, action }) => [address, action])).toEqual([['roles/admin', 'note']]);
  });

  it('refers to what is gone by its key, and to what is there by its id', () => {
    const grant = createLiveResource('g1', { id: 'g1', client_id: 'c1', audience: 'urn:api', scope: [] });
    const client = createLiveResource('c1', { client_id: 'c1', name: 'Shop' });
    const gone = restoreDefinition(createSnapshot({ clients: [client], clientGrants: [grant] }), createSnapshot({}));
    expect(gone.resources.find(({ type }) => type === 'clientGrants')?.fields.client_id).toBe('Shop');
    const there = restoreDefinition(
      createSnapshot({ clients: [client], clientGrants: [grant] }),
      createSnapshot({ clients: [client] }),
    );
    expect(there.resources.find(({ type }) => type === 'clientGrants')?.fields.client_id).toBe('c1');
  });

  it('lets go of what was made, and of nothing else', () => {
    const now = createSnapshot({
      roles: [buildLiveRole('r1', 'admin'), buildLiveRole('r2', 'made'), buildLiveRole('r3', 'bystander')],
    });
    const { resources, policy } = restoreDefinition(createSnapshot({}), now, { roles: ['r2'] });
    expect(policy.prune).toEqual(['roles']);
    expect(resources.map(({ pinnedId, relations }) => [pinnedId, relations])).toEqual([
      ['r1', {}],
      ['r3', {}],
    ]);
  });

  it('declares no secret and nothing that the API fills in', () => {
    const options = { client_id: 'x', client_secret: SECRET_MARK };
    const was = createLiveResource('con_1', { id: 'con_1', name: 'google', strategy: 'google-oauth2', options });
    const [resource] = restoreDefinition(createSnapshot({ connections: [was] }), createSnapshot({})).resources;
    expect(resource?.fields).toEqual({ name: 'google', strategy: 'google-oauth2', options: { client_id: 'x' } });
  });

  it('unsets what has come since', () => {
    const body = { client_id: 'c1', name: 'Shop', client_metadata: { team: 'one' } };
    const now = createLiveResource('c1', {
      ...body,
      client_metadata: { team: 'one', tier: 'two' },
      initiate_login_uri: 'https://acme.test/',
    });
    const [resource] = restoreDefinition(
      createSnapshot({ clients: [createLiveResource('c1', body)] }),
      createSnapshot({ clients: [now] }),
    ).resources;
    expect(resource?.fields).toMatchObject({ client_metadata: { team: 'one', tier: null }, initiate_login_uri: '' });
  });

  it('unsets what has come since in an item of a list, and leaves those that have come to the list', () => {
    const buildApiSnapshot = (scopes: readonly JsonObject[]) =>
      createSnapshot({ resourceServers: [createLiveResource('a', { id: 'a', identifier: 'x', scopes })] });
    const now = [
      { value: 'write', description: 'Write' },
      { value: 'read', description: 'Read' },
    ];
    const [resource] = restoreDefinition(buildApiSnapshot([{ value: 'read' }]), buildApiSnapshot(now)).resources;
    expect(resource?.fields).toMatchObject({ scopes: [{ value: 'read', description: null }] });
  });

  it('says that lists of others get back what is gone only where they were saved', () => {
    const was = createSnapshot({ clients: [createLiveResource('c1', { client_id: 'c1', name: 'Shop' })] });
    const [note] = listNotes(was, createSnapshot({ clients: [] }));
    for (const list of ['enabled_clients of connections', 'clients of organizations']) expect(note?.why).toContain(list);
  });

  it('leads to one tenant only, and never to what belongs to Auth0 or to tenon itself', () => {
    const all = [
      createLiveResource('c1', { client_id: 'c1', name: 'tenon' }),
      createLiveResource('c2', { client_id: 'c2', name: 'All', global: true }),
    ];
    const { resources, policy } = restoreDefinition(createSnapshot({ clients: all }), createSnapshot({ clients: all }, 'c1'));
    expect(resources).toEqual([]);
    expect(policy.tenant).toBe('acme.eu.auth0.com');
  });
});

describe('what one of the states does not tell', () => {
  const lack = { reason: 'scope', message: 'no', scopes: ['read:x'] } as const;
  const replaceTypes = (state: Snapshot, types: Snapshot['types']): Snapshot => ({
    ...state,
    types: { ...state.types, ...types },
  });
  const buildGoogleConnection = (more: JsonObject = {}) =>
    createLiveResource('con_1', { id: 'con_1', name: 'google', strategy: 'google-oauth2', ...more });
  const hideOptions = (state: Snapshot): Snapshot => {
    const live = state.types.connections;
    const fields = [{ scopes: ['read:connections_options'], fields: ['options'] }];
    return live?.status === 'read' ? replaceTypes(state, { connections: { ...live, hidden: fields } }) : state;
  };
  const organization = createLiveResource(
    'org_1',
    { id: 'org_1', name: 'acme' },
    { connections: [{ connection_id: 'con_1', assign_membership_on_login: false }] },
  );

  it('is neither set nor unset', () => {
    const seen = createSnapshot({ connections: [buildGoogleConnection({ options: { email: true } })] });
    const unseen = hideOptions(createSnapshot({ connections: [buildGoogleConnection()] }));
    for (const [before, now] of [
      [unseen, seen],
      [seen, unseen],
      [unseen, unseen],
    ] as const)
      expect(restoreDefinition(before, now).resources).toMatchObject([
        { fields: expect.not.objectContaining({ options: expect.anything() }) },
      ]);
  });

  it('keeps what is gone from being made again, and takes along what refers to it', () => {
    const before = hideOptions(createSnapshot({ connections: [buildGoogleConnection()], organizations: [organization] }));
    const { resources } = restoreDefinition(before, createSnapshot({}));
    expect(resources).toMatchObject([{ address: 'organizations/acme', relations: { connections: [] } }]);
    expect(listNotes(before, createSnapshot({})).map(({ address }) => address)).toEqual([
      'connections/google',
      'connections',
      'organizations/acme',
    ]);
    const again = createSnapshot({
      connections: [createLiveResource('con_2', { id: 'con_2', name: 'google', strategy: 'google-oauth2' })],
    });
    expect(restoreDefinition(before, again).resources.map(({ address }) => address)).toEqual([
      'connections/google',
      'organizations/acme',
    ]);
  });

  it('keeps a grant from being made again where its client was not saved and is gone', () => {
    const grant = createLiveResource('g1', { id: 'g1', client_id: 'c1', audience: 'urn:api', scope: [] });
    const before = replaceTypes(createSnapshot({ clientGrants: [grant] }), { clients: { status: 'unavailable', ...lack } });
    expect(restoreDefinition(before, createSnapshot({})).resources).toEqual([]);
    const there = createSnapshot({ clients: [createLiveResource('c1', { client_id: 'c1', name: 'Shop' })] });
    expect(restoreDefinition(before, there).resources).toMatchObject([{ type: 'clientGrants', fields: { client_id: 'c1' } }]);
  });

  it('is not made anew where the tenant does not show it now, and is still referred to by its id', () => {
    const before = createSnapshot({
      connections: [buildGoogleConnection()],
      organizations: [organization],
      roles: [buildLiveRole('r1', 'admin')],
    });
    const refused = { status: 'unavailable', reason: 'subscription', message: 'no' } as const;
    const now = replaceTypes(createSnapshot({}), { connections: refused, roles: refused });
    expect(restoreDefinition(before, now).resources).toMatchObject([
      { address: 'organizations/acme', relations: { connections: [{ name: 'con_1' }] } },
    ]);
    expect(listNotes(before, now).map(({ address }) => address)).toEqual(['connections', 'roles', 'organizations/acme']);
  });

  it('is not pruned where only one of a type was refused', () => {
    const provider = createLiveResource('emailProvider', { name: 'mailgun' });
    const now = createSnapshot({ emailProvider: [provider] });
    const refused = [{ address: 'emailProvider', ...lack }];
    const before = replaceTypes(createSnapshot({}), { emailProvider: { status: 'read', resources: [], refused } });
    const pruned = buildDefinitionFromState({
      before,
      now,
      catalogue,
      file: 'before.json',
      goes: new Map([['emailProvider', 'others']]),
    });
    const planned = planChanges({ definition: pruned, snapshot: now, catalogue, tool: 'test' });
    expect(planned.ok && listChanges(planned.value)).toEqual([]);
  });
});
