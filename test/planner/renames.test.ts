import { describe, expect, it } from 'vitest';
import { declared, definitionOf, live, snapshotOf } from '../support/tenants.ts';
import { ids, only, planned, problems } from './planning.ts';

const role = (id: string, name: string) => live(id, { id, name });
const owner = (name: string, renamedFrom: string) => declared('roles', { name }, { renamedFrom });
const pinned = (name: string, pinnedId: string) => declared('roles', { name }, { pinnedId });

describe('renames', () => {
  it('give the former name free for a new resource', () => {
    const definition = definitionOf([declared('roles', { name: 'admin' }), owner('owner', 'admin')]);
    const plan = planned(definition, snapshotOf({ roles: [role('a', 'admin')] }));
    expect(ids(plan)).toEqual(['update roles/owner', 'create roles/admin']);
    expect(ids(planned(definition, snapshotOf({ roles: [role('a', 'owner'), role('b', 'admin')] })))).toEqual([]);
  });

  it('by id give the former name free as well', () => {
    const definition = definitionOf([declared('roles', { name: 'admin' }), pinned('owner', 'a')]);
    expect(ids(planned(definition, snapshotOf({ roles: [role('a', 'admin')] })))).toEqual([
      'update roles/owner',
      'create roles/admin',
    ]);
  });

  it('follow each other', () => {
    const definition = definitionOf([owner('b', 'a'), owner('c', 'b'), owner('d', 'c')]);
    const before = snapshotOf({ roles: [role('1', 'a'), role('2', 'b'), role('3', 'c')] });
    expect(ids(planned(definition, before))).toEqual(['update roles/d', 'update roles/c', 'update roles/b']);
    const halfway = snapshotOf({ roles: [role('1', 'a'), role('2', 'b'), role('3', 'd')] });
    expect(ids(planned(definition, halfway))).toEqual(['update roles/c', 'update roles/b']);
    const after = snapshotOf({ roles: [role('1', 'b'), role('2', 'c'), role('3', 'd')] });
    expect(ids(planned(definition, after))).toEqual([]);
  });

  it('in a ring are refused: the names say the same before and after', () => {
    const definition = definitionOf([owner('a', 'b'), owner('b', 'a')]);
    expect(problems(definition, snapshotOf({ roles: [role('1', 'a'), role('2', 'b')] }))).toMatchObject([
      { code: 'rename-conflict', place: { address: 'roles/a' } },
      { code: 'rename-conflict', place: { address: 'roles/b' } },
    ]);
  });

  it('in a ring are told by one id, whose owner is the one that steps aside', () => {
    const definition = definitionOf([owner('b', 'a'), pinned('a', '2')]);
    const plan = planned(definition, snapshotOf({ roles: [role('1', 'a'), role('2', 'b')] }));
    expect(plan.operations.map(({ liveId }) => liveId)).toEqual(['2', '1', '2']);
    expect(ids(planned(definition, snapshotOf({ roles: [role('2', 'a'), role('1', 'b')] })))).toEqual([]);
  });

  it.each([
    ['two former names', [owner('b', 'a'), owner('c', 'a')], '/$renamed_from'],
    ['a former name and an id', [owner('b', 'a'), pinned('c', '1')], '/$renamed_from'],
    ['two ids', [pinned('b', '1'), pinned('c', '1')], '/$id'],
  ])('claim one resource once: not by %s', (_, resources, pointer) => {
    expect(problems(definitionOf(resources), snapshotOf({ roles: [role('1', 'a')] }))).toMatchObject([
      { code: 'rename-conflict', place: { pointer } },
    ]);
  });
});

describe('a name that goes to another', () => {
  const clients = [live('1', { client_id: '1', name: 'Shop' }), live('2', { client_id: '2', name: 'Old' })];
  const users = live('con', { id: 'con', name: 'users', strategy: 'auth0' }, { enabled_clients: [{ client_id: '1' }] });
  const enabled = declared('connections', { name: 'users', strategy: 'auth0' }, { relations: { enabled_clients: ['Shop'] } });

  it('is no reference to the one that is deleted', () => {
    const definition = definitionOf([declared('clients', { name: 'Shop' }, { pinnedId: '2' }), enabled], { prune: ['clients'] });
    const plan = planned(definition, snapshotOf({ clients, connections: [users] }));
    expect(ids(plan)).toEqual([
      'update clients/Shop',
      'unlink connections/users enabled_clients',
      'link connections/users enabled_clients',
      'delete clients/Shop (1)',
    ]);
  });

  it('makes two operations of one address, each with an id of its own', () => {
    const twins = [live('1', { client_id: '1', name: 'App' }), live('2', { client_id: '2', name: 'App' })];
    const plan = planned(definitionOf([], { prune: ['clients'] }, ['clients']), snapshotOf({ clients: twins }));
    expect(new Set(ids(plan)).size).toBe(2);
    expect(plan.operations.map(({ liveId }) => liveId).sort()).toEqual(['1', '2']);
  });
});

it('a rename by an id onto a name that stays with another is refused', () => {
  const roles = [role('1', 'a'), role('2', 'b')];
  expect(problems(definitionOf([pinned('b', '1')]), snapshotOf({ roles }))).toMatchObject([
    { code: 'rename-conflict', place: { address: 'roles/b' } },
  ]);
  expect(only(planned(definitionOf([pinned('c', '1')]), snapshotOf({ roles }))).id).toBe('update roles/c');
});
