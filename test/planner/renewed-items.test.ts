import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { createDefinition, createLiveResource, createSnapshot, declareResource } from '../support/tenant-builders.ts';
import { expectOrder, getOnlyOperation, planOrFail } from './plan-helpers.ts';

const NEW = 'new@customer.test';
const PATH = '/organizations/{id}/invitations';

const showInvitation = (id: string, email: string, more: JsonObject = {}): JsonObject => ({
  id,
  inviter: { name: 'Acme' },
  invitee: { email },
  client_id: 'cli_1',
  roles: ['rol_1'],
  ...more,
});
const EXPIRED = { is_expired: true };

const declareInvitation = (more: JsonObject = {}): JsonObject => ({ email: NEW, inviter: 'Acme', client: 'Portal', ...more });

interface Tenant {
  readonly invitations?: readonly JsonObject[];
  readonly members?: readonly JsonObject[];
}

function planInvitation(
  declared: readonly JsonObject[],
  { invitations = [], members = [] }: Tenant,
  prune: readonly string[] = [],
) {
  const organization = declareResource('organizations', { name: 'acme' }, { relations: { invitations: declared } });
  const snapshot = createSnapshot({
    clients: [createLiveResource('cli_1', { client_id: 'cli_1', name: 'Portal' })],
    roles: ['Viewer', 'Admin'].map((name, index) => createLiveResource(`rol_${index + 1}`, { id: `rol_${index + 1}`, name })),
    organizations: [createLiveResource('org_1', { id: 'org_1', name: 'acme' }, { invitations, members })],
  });
  return planOrFail(createDefinition([organization], { prune }), snapshot);
}

describe('an invitation', () => {
  it('is sent as the API calls it', () => {
    const plan = planInvitation([declareInvitation({ email: 'New@Customer.test', roles: ['Viewer'], ttl_sec: 60 })], {});
    expect(getOnlyOperation(plan)).toMatchObject({
      action: 'link',
      changes: [{ op: 'add', path: `/invitations/${NEW}` }],
      requests: [
        {
          method: 'POST',
          path: PATH,
          body: {
            invitee: { email: 'New@Customer.test' },
            inviter: { name: 'Acme' },
            client_id: { id: 'cli_1' },
            roles: [{ id: 'rol_1' }],
            ttl_sec: 60,
          },
        },
      ],
      impact: [{ is: 'widens' }],
    });
  });

  it('says how many people it mails', () => {
    const quiet = declareInvitation({ email: 'quiet@customer.test', send_invitation_email: false });
    expect(getOnlyOperation(planInvitation([declareInvitation(), quiet], {}))).toMatchObject({ mails: 1 });
    expect(getOnlyOperation(planInvitation([quiet], {}))).not.toHaveProperty('mails');
  });

  it.each<[string, JsonObject, Tenant]>([
    ['an invitation is pending', {}, { invitations: [showInvitation('i1', NEW)] }],
    ['the address differs in case', {}, { invitations: [showInvitation('i1', NEW.toUpperCase())] }],
    ['it has the declared roles', { roles: ['Viewer'] }, { invitations: [showInvitation('i1', NEW)] }],
    ['only its sender or its duration differs', { inviter: 'Bob', ttl_sec: 1 }, { invitations: [showInvitation('i1', NEW)] }],
    ['the person is a member', {}, { members: [{ user_id: 'auth0|1', email: NEW }] }],
    [
      'a member had one that expired',
      {},
      { members: [{ user_id: 'auth0|1', email: NEW }], invitations: [showInvitation('i1', NEW, EXPIRED)] },
    ],
    ['another one expired', {}, { invitations: [showInvitation('i0', NEW, EXPIRED), showInvitation('i1', NEW)] }],
  ])('is not sent where %s', (_, more, tenant) => {
    const plan = planInvitation([declareInvitation(more)], tenant);
    expect(plan.operations).toEqual([]);
    expect(plan.undeclaredItems).toBeUndefined();
  });

  it('is not sent to a user whom the same plan makes a member', () => {
    const organization = declareResource(
      'organizations',
      { name: 'acme' },
      { relations: { invitations: [declareInvitation()], members: [{ user: `db|${NEW}` }] } },
    );
    const plan = planOrFail(
      createDefinition([declareResource('users', { connection: 'db', email: NEW }), organization]),
      createSnapshot({
        clients: [createLiveResource('cli_1', { client_id: 'cli_1', name: 'Portal' })],
        connections: [createLiveResource('con_1', { id: 'con_1', name: 'db', strategy: 'auth0' })],
      }),
    );
    expect(plan.operations.map(({ id }) => id)).toEqual([
      `create users/db|${NEW}`,
      'create organizations/acme',
      'link organizations/acme members',
    ]);
  });

  it.each<[string, JsonObject, readonly JsonObject[], readonly string[]]>([
    ['has expired', {}, [showInvitation('i1', NEW, EXPIRED)], ['i1']],
    ['has expired twice', {}, [showInvitation('i1', NEW, EXPIRED), showInvitation('i2', NEW, EXPIRED)], ['i1', 'i2']],
    ['gives other roles', { roles: ['Admin'] }, [showInvitation('i1', NEW)], ['i1']],
  ])('is replaced where it %s', (_, more, invitations, gone) => {
    const plan = planInvitation([declareInvitation(more)], { invitations });
    expect(plan.operations.map(({ action }) => action)).toEqual(['unlink', 'link']);
    expectOrder(plan, 'unlink organizations/acme invitations', 'link organizations/acme invitations');
    expect(plan.operations[0]?.requests).toMatchObject(
      gone.map((item) => ({ method: 'DELETE', path: `${PATH}/{item}`, params: { id: 'org_1', item } })),
    );
  });

  it('of others is counted, and revoked only where the policy says so', () => {
    const invitations = [
      showInvitation('i1', NEW),
      showInvitation('i2', 'other@customer.test'),
      showInvitation('i3', 'old@customer.test', EXPIRED),
    ];
    const kept = planInvitation([declareInvitation()], { invitations });
    expect(kept.operations).toEqual([]);
    expect(kept.undeclaredItems).toEqual([{ address: 'organizations/acme', relation: 'invitations', count: 1 }]);
    const pruned = planInvitation([declareInvitation()], { invitations }, ['organizations/invitations']);
    expect(getOnlyOperation(pruned)).toMatchObject({ action: 'unlink', requests: [{ params: { item: 'i2' } }] });
  });
});
