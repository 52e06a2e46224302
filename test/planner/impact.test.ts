import { describe, expect, it } from 'vitest';
import { getValidator } from '../../src/loader/load-validator.ts';
import { toPlainJson } from '../../src/model/json/json-value.ts';
import type { Impact } from '../../src/model/plan/impact.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { planOrFail } from './plan-helpers.ts';

const listImpacts = (plan: Plan): readonly (Impact & { readonly id: string })[] =>
  plan.operations.flatMap(({ id, impact = [] }) => impact.map((each) => ({ id, ...each })));
const listClasses = (plan: Plan): readonly string[] => listImpacts(plan).map(({ is }) => is);
const findImpacts = (plan: Plan, id: string): readonly Impact[] => plan.operations.find((each) => each.id === id)?.impact ?? [];

const API = 'https://api.cargo.example';
const scopes = [{ value: 'read:members' }, { value: 'manage:members' }];
const readMembers = { resource_server_identifier: API, permission_name: 'read:members' };
const manageMembers = { resource_server_identifier: API, permission_name: 'manage:members' };

const live = createSnapshot({
  clients: [
    createLiveResource('cli_app', {
      client_id: 'cli_app',
      name: 'App',
      app_type: 'spa',
      callbacks: ['https://cargo.example/cb'],
    }),
    createLiveResource('cli_old', { client_id: 'cli_old', name: 'Old', app_type: 'spa' }),
  ],
  resourceServers: [createLiveResource('api', { id: 'api', identifier: API, name: 'Cargo', scopes })],
  roles: [createLiveResource('rol', { id: 'rol', name: 'Viewer' }, { permissions: [readMembers] })],
  connections: [
    createLiveResource(
      'con',
      { id: 'con', name: 'users', strategy: 'auth0', options: { passwordPolicy: 'good' } },
      { enabled_clients: [{ client_id: 'cli_app' }, { client_id: 'cli_old' }] },
    ),
  ],
  actions: [
    createLiveResource('act', {
      id: 'act',
      name: 'login',
      code: 'one',
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
      deployed: true,
    }),
  ],
  triggers: [
    createLiveResource('post-login', { trigger: 'post-login', bindings: [{ action_name: 'act', display_name: 'login' }] }),
  ],
  attackProtection: [
    createLiveResource('bruteForceProtection', {
      name: 'bruteForceProtection',
      enabled: true,
      shields: ['block', 'user_notification'],
    }),
  ],
  guardianPolicies: [createLiveResource('guardianPolicies', { policies: ['all-applications'] })],
  tenant: [createLiveResource('tenant', { session_lifetime: 72 })],
});

const newClient = [
  declareResource('clients', {
    name: 'New',
    app_type: 'spa',
    callbacks: ['https://new.cargo.example/cb', 'http://localhost:3000/cb'],
    grant_types: ['authorization_code', 'implicit'],
  }),
];

describe('the impact of a plan', () => {
  it('tells what one edit of nine values does', () => {
    const plan = planOrFail(
      createDefinition([
        declareResource('clients', { name: 'App', callbacks: ['https://cargo.example/cb', 'http://localhost:3000/cb'] }),
        declareResource('roles', { name: 'Viewer' }, { relations: { permissions: [readMembers, manageMembers] } }),
        declareResource(
          'connections',
          { name: 'users', strategy: 'auth0', options: { passwordPolicy: 'low' } },
          { relations: { enabled_clients: ['App'] } },
        ),
        declareResource('actions', { name: 'login', code: 'two' }),
        declareResource('attackProtection', { name: 'bruteForceProtection', enabled: false, shields: ['user_notification'] }),
        declareResource('guardianPolicies', { policies: [] }),
        declareResource('tenant', { session_lifetime: 720 }),
      ]),
      live,
    );
    expect(listClasses(plan).toSorted()).toEqual([
      'runs-code',
      'tightens',
      'weakens',
      'weakens',
      'weakens',
      'weakens',
      'widens',
      'widens',
      'widens',
    ]);
  });

  it('is absent where nothing changes security', () => {
    const shorter = declareResource('resourceServers', { identifier: API, token_lifetime: 60 });
    const plan = planOrFail(createDefinition([shorter]), live);
    expect(plan.operations).toHaveLength(1);
    expect(plan.operations[0]?.impact).toBeUndefined();
  });

  it('is part of the form of a plan', async () => {
    const isPlan = await getValidator('plan');
    const plan = planOrFail(createDefinition(newClient), live);
    expect(isPlan(toPlainJson(plan))).toEqual([]);
    const { impact: _, ...first } = plan.operations[0] ?? expect.fail('no operation');
    expect(isPlan(toPlainJson({ ...plan, operations: [first] }))).toEqual([]);
    const unheard = { ...first, impact: [{ is: 'broadens', says: 'More.', field: '' }] };
    expect(isPlan(toPlainJson({ ...plan, operations: [unheard] }))).not.toEqual([]);
  });

  it('is the same for the same inputs', () => {
    const definition = createDefinition([declareResource('tenant', { session_lifetime: 1 }), ...newClient]);
    expect(JSON.stringify(planOrFail(definition, live))).toBe(JSON.stringify(planOrFail(definition, live)));
  });

  it('of a new application names what is dangerous in it, and not each of its settings', () => {
    const plan = planOrFail(createDefinition(newClient), live);
    expect(findImpacts(plan, 'create clients/New')).toMatchObject([
      { is: 'widens', field: '' },
      { is: 'widens', field: 'callbacks[]', path: '/callbacks/http:~1~1localhost:3000~1cb' },
      { is: 'widens', field: 'grant_types[]', path: '/grant_types/implicit' },
    ]);
  });

  it('of a new role names the privileged permissions that the plan links to it', () => {
    const plan = planOrFail(
      createDefinition([declareResource('roles', { name: 'New' }, { relations: { permissions: [readMembers, manageMembers] } })]),
      live,
    );
    expect(findImpacts(plan, 'create roles/New')).toMatchObject([{ is: 'cosmetic', field: '' }]);
    expect(findImpacts(plan, 'link roles/New permissions')).toMatchObject([
      { is: 'widens', field: 'permissions[]', path: `/permissions/https:~1~1api.cargo.example|manage:members` },
    ]);
  });

  it('of new code depends on whether the plan binds it', () => {
    const code = declareResource('actions', {
      name: 'new',
      code: 'one',
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
    });
    const binding = declareResource('triggers', {
      trigger: 'post-login',
      bindings: [{ action_name: 'login' }, { action_name: 'new' }],
    });
    const unbound = planOrFail(createDefinition([code]), live);
    expect(findImpacts(unbound, 'create actions/new')).toMatchObject([{ is: 'cosmetic', field: '' }]);
    const bound = planOrFail(createDefinition([code, binding]), live);
    expect(findImpacts(bound, 'create actions/new')).toMatchObject([{ is: 'runs-code', field: '' }]);
  });

  it('does not call code unbound where the triggers were not read', () => {
    const code = declareResource('actions', {
      name: 'new',
      code: 'one',
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
    });
    const { triggers: _, ...types } = live.types;
    const plan = planOrFail(createDefinition([code]), { ...live, types });
    expect(findImpacts(plan, 'create actions/new')).toMatchObject([{ is: 'runs-code', field: '' }]);
  });

  it('of deletes comes from the resource as a whole', () => {
    const kept = declareResource('clients', { name: 'App' });
    const plan = planOrFail(createDefinition([kept], { prune: ['clients'] }), live);
    expect(findImpacts(plan, 'delete clients/Old')).toMatchObject([{ is: 'loses', field: '' }]);
  });

  it('leaves out links that the tenant would only make by itself', () => {
    const connection = declareResource(
      'connections',
      { name: 'users', strategy: 'auth0' },
      { relations: { enabled_clients: ['App', 'Old'] } },
    );
    const plan = planOrFail(createDefinition([connection, ...newClient]), live);
    const unlink = plan.operations.find(({ action }) => action === 'unlink');
    expect(unlink).toMatchObject({ changes: [{ path: '/enabled_clients/New' }] });
    expect(unlink?.impact).toBeUndefined();
  });

  it('follows a network rule, whatever its fields are called', () => {
    const block = declareResource('networkACLs', {
      description: 'block',
      active: true,
      priority: 2,
      rule: { action: { block: true }, scope: 'tenant', match: { geo_country_codes: ['XX'] } },
    });
    const allow = declareResource('networkACLs', {
      description: 'office',
      active: true,
      priority: 1,
      rule: { action: { allow: true }, scope: 'tenant', match: { ipv4_cidrs: ['192.0.2.0/24'] } },
    });
    const alone = planOrFail(createDefinition([allow]), live);
    expect(findImpacts(alone, 'create networkACLs/office')).toMatchObject([{ is: 'cosmetic' }]);
    const both = planOrFail(createDefinition([allow, block]), live);
    expect(findImpacts(both, 'create networkACLs/office')).toMatchObject([{ is: 'widens' }]);
    expect(findImpacts(both, 'create networkACLs/block')).toMatchObject([{ is: 'tightens' }]);
  });

  it('never contains a secret', () => {
    const secret = 'hunter2-hunter2';
    const plan = planOrFail(
      createDefinition([
        declareResource(
          'clients',
          { name: 'App', callbacks: [`http://user:${secret}@localhost/cb?token=${secret}`], client_metadata: { key: secret } },
          { secrets: { '/client_metadata/key': { kind: 'literal' } } },
        ),
        declareResource(
          'clients',
          { name: 'Old', callbacks: [`http://${secret}.example/cb`] },
          { secrets: { '/callbacks/0': { kind: 'literal' } } },
        ),
      ]),
      live,
    );
    expect(plan.operations.some(({ impact = [] }) => impact.length > 0)).toBe(true);
    const says = listImpacts(plan).map((impact) => impact.says);
    expect(JSON.stringify(says)).not.toContain(secret);
  });
});

describe('approvals', () => {
  const weaker = declareResource('guardianPolicies', { policies: [] });
  const longer = declareResource('tenant', { session_lifetime: 720 });

  it('are asked of nobody by default', () => {
    expect(planOrFail(createDefinition([weaker, longer]), live).refusals).toEqual([]);
  });

  it('refuse a plan with an impact of a class that needs one', () => {
    const plan = planOrFail(createDefinition([weaker, longer], { approvals: ['weakens'] }), live);
    expect(plan.refusals).toMatchObject([{ code: 'guard-impact', place: { kind: 'address', address: 'guardianPolicies' } }]);
  });

  it('are asked for each class by itself', () => {
    const definition = createDefinition([weaker, longer], { approvals: ['weakens', 'widens', 'loses'] });
    expect(planOrFail(definition, live).refusals.map(({ code }) => code)).toEqual(['guard-impact', 'guard-impact']);
    expect(planOrFail(definition, live, ['weakens']).refusals).toMatchObject([
      { code: 'guard-impact', place: { address: 'tenant' } },
    ]);
    expect(planOrFail(definition, live, ['user-loss']).refusals).toHaveLength(2);
  });

  it('are bound into the plan', () => {
    const definition = createDefinition([weaker], { approvals: ['weakens'] });
    expect(planOrFail(definition, live, ['weakens'])).toMatchObject({ refusals: [], allowed: ['weakens'] });
  });

  it('let a plan pass that only strengthens', () => {
    const stronger = declareResource('roles', { name: 'Viewer' }, { relations: { permissions: [] } });
    expect(planOrFail(createDefinition([stronger], { approvals: ['weakens', 'widens'] }), live).refusals).toEqual([]);
  });
});
