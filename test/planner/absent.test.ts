import { describe, expect, it } from 'vitest';
import type { DeclaredResource, Policy } from '../../src/model/definition/definition.ts';
import { collectWriteScopes } from '../../src/planner/guard/required-scopes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { expectOrder, findPlanProblems, getOnlyOperation, listOperationIds, planOrFail } from './plan-helpers.ts';

const shop = createLiveResource('one', { client_id: 'one', name: 'Shop' });
const twin = createLiveResource('two', { client_id: 'two', name: 'Shop' });
const absentShop = declareResource('clients', { name: 'Shop' });

const defineAbsent = (
  absent: readonly DeclaredResource[],
  present: readonly DeclaredResource[] = [],
  policy: Partial<Policy> = {},
) => ({
  ...createDefinition(
    present,
    policy,
    absent.map(({ type }) => type),
  ),
  absent,
});

describe('a resource that is declared absent', () => {
  it('is deleted, at its place in the definition', () => {
    const plan = planOrFail(defineAbsent([absentShop]), createSnapshot({ clients: [shop] }));
    expect(getOnlyOperation(plan)).toMatchObject({
      id: 'delete clients/Shop',
      liveId: 'one',
      risk: 'destructive',
      requests: [{ method: 'DELETE', path: '/clients/{id}', params: { id: 'one' } }],
      origin: absentShop.origin,
    });
    expect(plan.undeclared).toEqual([]);
  });

  it('needs nothing where the tenant does not have it, whether by key or by id', () => {
    const gone = declareResource('clients', { name: 'Shop' }, { pinnedId: 'gone' });
    expect(listOperationIds(planOrFail(defineAbsent([absentShop, gone]), createSnapshot({})))).toEqual([]);
  });

  it('is found by its id among others of its name, which stay', () => {
    const pinned = declareResource('clients', { name: 'Shop' }, { pinnedId: 'two' });
    const plan = planOrFail(defineAbsent([pinned], [absentShop]), createSnapshot({ clients: [shop, twin] }));
    expect(getOnlyOperation(plan)).toMatchObject({ action: 'delete', liveId: 'two' });
    expect(findPlanProblems(defineAbsent([absentShop]), createSnapshot({ clients: [shop, twin] }))).toMatchObject([
      { code: 'ambiguous-key', place: { address: 'clients/Shop' } },
    ]);
  });

  it('is not the one that another declaration claims', () => {
    const pinned = declareResource('clients', { name: 'Shop' }, { pinnedId: 'one' });
    expect(findPlanProblems(defineAbsent([pinned], [pinned]), createSnapshot({ clients: [shop] }))).toMatchObject([
      { code: 'rename-conflict' },
    ]);
    const renamed = declareResource('clients', { name: 'Store' }, { renamedFrom: 'Shop' });
    const plan = planOrFail(defineAbsent([absentShop], [renamed]), createSnapshot({ clients: [shop] }));
    expect(listOperationIds(plan)).toEqual(['update clients/Store']);
  });

  it('that is declared as well, once by id and once by name, is refused', () => {
    const audience = 'https://api.test/';
    const byId = declareResource('clientGrants', { client_id: 'one', audience });
    const byName = declareResource('clientGrants', { client_id: 'Shop', audience });
    const api = createLiveResource('api', { id: 'api', identifier: audience });
    const snapshot = createSnapshot({ clients: [shop], resourceServers: [api] });
    expect(findPlanProblems(defineAbsent([byId], [byName]), snapshot)).toMatchObject([
      { code: 'duplicate-resource', place: { address: `clientGrants/Shop|${audience}` } },
    ]);
  });

  it('cannot be referred to, not even by id', () => {
    const grant = declareResource('clientGrants', { client_id: 'one', audience: 'https://api.test/', scope: [] });
    const api = createLiveResource('api', { id: 'api', identifier: 'https://api.test/' });
    const snapshot = createSnapshot({ clients: [shop], resourceServers: [api] });
    expect(findPlanProblems(defineAbsent([absentShop], [grant]), snapshot)).toMatchObject([
      { code: 'dangling-reference', place: { address: 'clientGrants/Shop|https://api.test/', pointer: '/client_id' } },
    ]);
  });

  it('is deleted before what it refers to', () => {
    const audience = 'https://api.test/';
    const grant = createLiveResource('cgr', { id: 'cgr', client_id: 'one', audience, subject_type: 'client' });
    const api = createLiveResource('api', { id: 'api', identifier: audience });
    const absent = [absentShop, declareResource('resourceServers', { identifier: audience })];
    const definition = defineAbsent([...absent, declareResource('clientGrants', { client_id: 'Shop', audience })]);
    const plan = planOrFail(definition, createSnapshot({ clients: [shop], clientGrants: [grant], resourceServers: [api] }));
    expectOrder(plan, `delete clientGrants/Shop|${audience}`, 'delete clients/Shop');
    expectOrder(plan, `delete clientGrants/Shop|${audience}`, `delete resourceServers/${audience}`);
  });

  it('needs the scope for the delete, and no other', () => {
    expect(collectWriteScopes(defineAbsent([absentShop]), CATALOGUE)).toEqual(CATALOGUE.get('clients')?.scopes.delete);
  });
});

describe('guards', () => {
  const listCodes = (policy: Partial<Policy>) =>
    planOrFail(defineAbsent([absentShop], [], policy), createSnapshot({ clients: [shop] })).refusals.map(({ code }) => code);

  it('hold for it as for any delete', () => {
    expect(listCodes({ protect: ['clients/*'] })).toEqual(['guard-protected']);
    expect(listCodes({ approvals: ['loses'] })).toEqual(['guard-impact']);
    const none = { kind: 'count', count: 0 } as const;
    expect(listCodes({ limits: { delete: none, update: none } })).toEqual(['guard-limit']);
  });

  it('keep users, unless somebody says so', () => {
    const database = createLiveResource('con', { id: 'con', name: 'db', strategy: 'auth0' });
    const definition = defineAbsent([declareResource('connections', { name: 'db' })]);
    const snapshot = createSnapshot({ connections: [database] });
    expect(planOrFail(definition, snapshot).refusals).toMatchObject([{ code: 'guard-user-loss' }]);
    expect(planOrFail(definition, snapshot, ['user-loss']).refusals).toEqual([]);
  });

  it('keep what belongs to Auth0, and tenon itself', () => {
    const identifier = 'https://acme.eu.auth0.com/api/v2/';
    const api = createLiveResource('m', { id: 'm', identifier, is_system: true });
    const definition = defineAbsent([absentShop, declareResource('resourceServers', { identifier })]);
    const snapshot = createSnapshot({ clients: [shop], resourceServers: [api] }, 'one');
    expect(findPlanProblems(definition, snapshot)).toMatchObject([
      { code: 'system-resource', place: { address: `resourceServers/${identifier}` } },
      { code: 'self-managed', place: { address: 'clients/Shop' } },
    ]);
  });
});
