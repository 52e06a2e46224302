import { describe, expect, it } from 'vitest';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { findPlanProblems, getOnlyOperation, listOperationIds, planOrFail } from './plan-helpers.ts';

const buildLiveRole = (id: string, name: string) => createLiveResource(id, { id, name });
const declareRenamedRole = (name: string, renamedFrom: string) => declareResource('roles', { name }, { renamedFrom });
const declarePinnedRole = (name: string, pinnedId: string) => declareResource('roles', { name }, { pinnedId });

describe('renames', () => {
  it('give the former name free for a new resource', () => {
    const definition = createDefinition([declareResource('roles', { name: 'admin' }), declareRenamedRole('owner', 'admin')]);
    const plan = planOrFail(definition, createSnapshot({ roles: [buildLiveRole('a', 'admin')] }));
    expect(listOperationIds(plan)).toEqual(['update roles/owner', 'create roles/admin']);
    expect(
      listOperationIds(
        planOrFail(definition, createSnapshot({ roles: [buildLiveRole('a', 'owner'), buildLiveRole('b', 'admin')] })),
      ),
    ).toEqual([]);
  });

  it('by id give the former name free as well', () => {
    const definition = createDefinition([declareResource('roles', { name: 'admin' }), declarePinnedRole('owner', 'a')]);
    expect(listOperationIds(planOrFail(definition, createSnapshot({ roles: [buildLiveRole('a', 'admin')] })))).toEqual([
      'update roles/owner',
      'create roles/admin',
    ]);
  });

  it('follow each other', () => {
    const definition = createDefinition([
      declareRenamedRole('b', 'a'),
      declareRenamedRole('c', 'b'),
      declareRenamedRole('d', 'c'),
    ]);
    const before = createSnapshot({ roles: [buildLiveRole('1', 'a'), buildLiveRole('2', 'b'), buildLiveRole('3', 'c')] });
    expect(listOperationIds(planOrFail(definition, before))).toEqual(['update roles/d', 'update roles/c', 'update roles/b']);
    const halfway = createSnapshot({ roles: [buildLiveRole('1', 'a'), buildLiveRole('2', 'b'), buildLiveRole('3', 'd')] });
    expect(listOperationIds(planOrFail(definition, halfway))).toEqual(['update roles/c', 'update roles/b']);
    const after = createSnapshot({ roles: [buildLiveRole('1', 'b'), buildLiveRole('2', 'c'), buildLiveRole('3', 'd')] });
    expect(listOperationIds(planOrFail(definition, after))).toEqual([]);
  });

  it('in a ring are refused: the names say the same before and after', () => {
    const definition = createDefinition([declareRenamedRole('a', 'b'), declareRenamedRole('b', 'a')]);
    expect(
      findPlanProblems(definition, createSnapshot({ roles: [buildLiveRole('1', 'a'), buildLiveRole('2', 'b')] })),
    ).toMatchObject([
      { code: 'rename-conflict', place: { address: 'roles/a' } },
      { code: 'rename-conflict', place: { address: 'roles/b' } },
    ]);
  });

  it('in a ring are told by one id, whose owner is the one that steps aside', () => {
    const definition = createDefinition([declareRenamedRole('b', 'a'), declarePinnedRole('a', '2')]);
    const plan = planOrFail(definition, createSnapshot({ roles: [buildLiveRole('1', 'a'), buildLiveRole('2', 'b')] }));
    expect(plan.operations.map(({ liveId }) => liveId)).toEqual(['2', '1', '2']);
    expect(
      listOperationIds(planOrFail(definition, createSnapshot({ roles: [buildLiveRole('2', 'a'), buildLiveRole('1', 'b')] }))),
    ).toEqual([]);
  });

  it.each([
    ['two former names', [declareRenamedRole('b', 'a'), declareRenamedRole('c', 'a')], '/$renamed_from'],
    ['a former name and an id', [declareRenamedRole('b', 'a'), declarePinnedRole('c', '1')], '/$renamed_from'],
    ['two ids', [declarePinnedRole('b', '1'), declarePinnedRole('c', '1')], '/$id'],
  ])('claim one resource once: not by %s', (_, resources, pointer) => {
    expect(findPlanProblems(createDefinition(resources), createSnapshot({ roles: [buildLiveRole('1', 'a')] }))).toMatchObject([
      { code: 'rename-conflict', place: { pointer } },
    ]);
  });
});

describe('a name that goes to another', () => {
  const clients = [
    createLiveResource('1', { client_id: '1', name: 'Shop' }),
    createLiveResource('2', { client_id: '2', name: 'Old' }),
  ];
  const users = createLiveResource(
    'con',
    { id: 'con', name: 'users', strategy: 'auth0' },
    { enabled_clients: [{ client_id: '1' }] },
  );
  const enabled = declareResource(
    'connections',
    { name: 'users', strategy: 'auth0' },
    { relations: { enabled_clients: ['Shop'] } },
  );

  it('is no reference to the one that is deleted', () => {
    const definition = createDefinition([declareResource('clients', { name: 'Shop' }, { pinnedId: '2' }), enabled], {
      prune: ['clients'],
    });
    const plan = planOrFail(definition, createSnapshot({ clients, connections: [users] }));
    expect(listOperationIds(plan)).toEqual([
      'update clients/Shop',
      'unlink connections/users enabled_clients',
      'link connections/users enabled_clients',
      'delete clients/Shop (1)',
    ]);
  });

  it('makes two operations of one address, each with an id of its own', () => {
    const twins = [
      createLiveResource('1', { client_id: '1', name: 'App' }),
      createLiveResource('2', { client_id: '2', name: 'App' }),
    ];
    const plan = planOrFail(createDefinition([], { prune: ['clients'] }, ['clients']), createSnapshot({ clients: twins }));
    expect(new Set(listOperationIds(plan)).size).toBe(2);
    expect(plan.operations.map(({ liveId }) => liveId).sort()).toEqual(['1', '2']);
  });
});

it('a rename by an id onto a name that stays with another is refused', () => {
  const roles = [buildLiveRole('1', 'a'), buildLiveRole('2', 'b')];
  expect(findPlanProblems(createDefinition([declarePinnedRole('b', '1')]), createSnapshot({ roles }))).toMatchObject([
    { code: 'rename-conflict', place: { address: 'roles/b' } },
  ]);
  expect(getOnlyOperation(planOrFail(createDefinition([declarePinnedRole('c', '1')]), createSnapshot({ roles }))).id).toBe(
    'update roles/c',
  );
});
