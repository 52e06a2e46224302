import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges, SECRET_MARK } from '../../src/model/plan/plan.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { buildDefinitionFromState } from '../../src/planner/restore/definition-from-state.ts';
import { collectRestoreNotes } from '../../src/planner/restore/restore-notes.ts';
import { CATALOGUE as catalogue } from '../../src/resources/catalogue.ts';
import { live, snapshotOf } from '../support/tenants.ts';

const role = (id: string, name: string, more = {}) => live(id, { id, name, ...more });
const back = (before: Snapshot, now: Snapshot, goes: Readonly<Record<string, readonly string[]>> = {}) =>
  buildDefinitionFromState({
    before,
    now,
    catalogue,
    file: 'before.json',
    goes: new Map(Object.entries(goes).map(([type, ids]) => [type, new Set(ids)])),
  });
const notes = (before: Snapshot, now: Snapshot) => collectRestoreNotes({ before, now, catalogue, secretsSet: new Map() });

describe('the way back', () => {
  it('keeps the id of what is there, whatever it is called by now', () => {
    const { resources } = back(snapshotOf({ roles: [role('r1', 'admin')] }), snapshotOf({ roles: [role('r1', 'owner')] }));
    expect(resources).toMatchObject([{ address: 'roles/admin', pinnedId: 'r1' }]);
  });

  it('makes what is gone anew, by its key, and says that it has another id', () => {
    const [before, now] = [snapshotOf({ roles: [role('r1', 'admin')] }), snapshotOf({})];
    expect(back(before, now).resources).toMatchObject([{ address: 'roles/admin' }]);
    expect(back(before, now).resources[0]?.pinnedId).toBeUndefined();
    expect(notes(before, now).map(({ address, action }) => [address, action])).toEqual([['roles/admin', 'note']]);
  });

  it('refers to what is gone by its key, and to what is there by its id', () => {
    const grant = live('g1', { id: 'g1', client_id: 'c1', audience: 'urn:api', scope: [] });
    const client = live('c1', { client_id: 'c1', name: 'Shop' });
    const gone = back(snapshotOf({ clients: [client], clientGrants: [grant] }), snapshotOf({}));
    expect(gone.resources.find(({ type }) => type === 'clientGrants')?.fields.client_id).toBe('Shop');
    const there = back(snapshotOf({ clients: [client], clientGrants: [grant] }), snapshotOf({ clients: [client] }));
    expect(there.resources.find(({ type }) => type === 'clientGrants')?.fields.client_id).toBe('c1');
  });

  it('lets go of what was made, and of nothing else', () => {
    const now = snapshotOf({ roles: [role('r1', 'admin'), role('r2', 'made'), role('r3', 'bystander')] });
    const { resources, policy } = back(snapshotOf({}), now, { roles: ['r2'] });
    expect(policy.prune).toEqual(['roles']);
    expect(resources.map(({ pinnedId, relations }) => [pinnedId, relations])).toEqual([
      ['r1', {}],
      ['r3', {}],
    ]);
  });

  it('declares no secret and nothing that the API fills in', () => {
    const options = { client_id: 'x', client_secret: SECRET_MARK };
    const was = live('con_1', { id: 'con_1', name: 'google', strategy: 'google-oauth2', options });
    const [resource] = back(snapshotOf({ connections: [was] }), snapshotOf({})).resources;
    expect(resource?.fields).toEqual({ name: 'google', strategy: 'google-oauth2', options: { client_id: 'x' } });
  });

  it('unsets what has come since', () => {
    const body = { client_id: 'c1', name: 'Shop', client_metadata: { team: 'one' } };
    const now = live('c1', { ...body, client_metadata: { team: 'one', tier: 'two' }, initiate_login_uri: 'https://acme.test/' });
    const [resource] = back(snapshotOf({ clients: [live('c1', body)] }), snapshotOf({ clients: [now] })).resources;
    expect(resource?.fields).toMatchObject({ client_metadata: { team: 'one', tier: null }, initiate_login_uri: '' });
  });

  it('unsets what has come since in an item of a list, and leaves those that have come to the list', () => {
    const api = (scopes: readonly JsonObject[]) =>
      snapshotOf({ resourceServers: [live('a', { id: 'a', identifier: 'x', scopes })] });
    const now = [
      { value: 'write', description: 'Write' },
      { value: 'read', description: 'Read' },
    ];
    const [resource] = back(api([{ value: 'read' }]), api(now)).resources;
    expect(resource?.fields).toMatchObject({ scopes: [{ value: 'read', description: null }] });
  });

  it('says that lists of others get back what is gone only where they were saved', () => {
    const was = snapshotOf({ clients: [live('c1', { client_id: 'c1', name: 'Shop' })] });
    const [note] = notes(was, snapshotOf({ clients: [] }));
    for (const list of ['enabled_clients of connections', 'clients of organizations']) expect(note?.why).toContain(list);
  });

  it('leads to one tenant only, and never to what belongs to Auth0 or to tenon itself', () => {
    const all = [live('c1', { client_id: 'c1', name: 'tenon' }), live('c2', { client_id: 'c2', name: 'All', global: true })];
    const { resources, policy } = back(snapshotOf({ clients: all }), snapshotOf({ clients: all }, 'c1'));
    expect(resources).toEqual([]);
    expect(policy.tenant).toBe('acme.eu.auth0.com');
  });
});

describe('what one of the states does not tell', () => {
  const lack = { reason: 'scope', message: 'no', scopes: ['read:x'] } as const;
  const only = (state: Snapshot, types: Snapshot['types']): Snapshot => ({ ...state, types: { ...state.types, ...types } });
  const google = (more: JsonObject = {}) => live('con_1', { id: 'con_1', name: 'google', strategy: 'google-oauth2', ...more });
  const hidden = (state: Snapshot): Snapshot => {
    const live = state.types.connections;
    const fields = [{ scopes: ['read:connections_options'], fields: ['options'] }];
    return live?.status === 'read' ? only(state, { connections: { ...live, hidden: fields } }) : state;
  };
  const organization = live(
    'org_1',
    { id: 'org_1', name: 'acme' },
    { connections: [{ connection_id: 'con_1', assign_membership_on_login: false }] },
  );

  it('is neither set nor unset', () => {
    const seen = snapshotOf({ connections: [google({ options: { email: true } })] });
    const unseen = hidden(snapshotOf({ connections: [google()] }));
    for (const [before, now] of [
      [unseen, seen],
      [seen, unseen],
      [unseen, unseen],
    ] as const)
      expect(back(before, now).resources).toMatchObject([
        { fields: expect.not.objectContaining({ options: expect.anything() }) },
      ]);
  });

  it('keeps what is gone from being made again, and takes along what refers to it', () => {
    const before = hidden(snapshotOf({ connections: [google()], organizations: [organization] }));
    const { resources } = back(before, snapshotOf({}));
    expect(resources).toMatchObject([{ address: 'organizations/acme', relations: { connections: [] } }]);
    expect(notes(before, snapshotOf({})).map(({ address }) => address)).toEqual([
      'connections/google',
      'connections',
      'organizations/acme',
    ]);
    const again = snapshotOf({ connections: [live('con_2', { id: 'con_2', name: 'google', strategy: 'google-oauth2' })] });
    expect(back(before, again).resources.map(({ address }) => address)).toEqual(['connections/google', 'organizations/acme']);
  });

  it('keeps a grant from being made again where its client was not saved and is gone', () => {
    const grant = live('g1', { id: 'g1', client_id: 'c1', audience: 'urn:api', scope: [] });
    const before = only(snapshotOf({ clientGrants: [grant] }), { clients: { status: 'unavailable', ...lack } });
    expect(back(before, snapshotOf({})).resources).toEqual([]);
    const there = snapshotOf({ clients: [live('c1', { client_id: 'c1', name: 'Shop' })] });
    expect(back(before, there).resources).toMatchObject([{ type: 'clientGrants', fields: { client_id: 'c1' } }]);
  });

  it('is not made anew where the tenant does not show it now, and is still referred to by its id', () => {
    const before = snapshotOf({ connections: [google()], organizations: [organization], roles: [role('r1', 'admin')] });
    const refused = { status: 'unavailable', reason: 'subscription', message: 'no' } as const;
    const now = only(snapshotOf({}), { connections: refused, roles: refused });
    expect(back(before, now).resources).toMatchObject([
      { address: 'organizations/acme', relations: { connections: [{ name: 'con_1' }] } },
    ]);
    expect(notes(before, now).map(({ address }) => address)).toEqual(['connections', 'roles', 'organizations/acme']);
  });

  it('is not pruned where only one of a type was refused', () => {
    const provider = live('emailProvider', { name: 'mailgun' });
    const now = snapshotOf({ emailProvider: [provider] });
    const refused = [{ address: 'emailProvider', ...lack }];
    const before = only(snapshotOf({}), { emailProvider: { status: 'read', resources: [], refused } });
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
