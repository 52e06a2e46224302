import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { expectAllDone, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const DAY_MS = 86_400_000;
let agoMs = 0;
// Invitations expire by the client's clock, so the emulator has the same one.
const at = setUpTenantPipeline({ now: () => new Date(Date.now() - agoMs) });
beforeEach(() => {
  agoMs = 0;
  at().emulator.reset();
});

const toEmail = (name: string): string => `${name}@acme.test`;
const toUserKey = (name: string): string => `db|${toEmail(name)}`;

interface Wanted {
  readonly people?: readonly string[];
  readonly members?: readonly JsonObject[];
  readonly invitations?: readonly JsonObject[];
  readonly prune?: readonly string[];
}

const declareTenant = ({ people = [], members, invitations, prune = [] }: Wanted) =>
  createDefinition(
    [
      declareResource('connections', { name: 'db', strategy: 'auth0' }),
      ...['Admin', 'Viewer'].map((role) => declareResource('roles', { name: role })),
      declareResource('clients', {
        name: 'Portal',
        app_type: 'regular_web',
        organization_usage: 'allow',
        initiate_login_uri: 'https://portal.acme.test/login',
      }),
      ...people.map((name) => declareResource('users', { connection: 'db', email: toEmail(name) })),
      declareResource(
        'organizations',
        { name: 'acme' },
        { relations: { ...(members && { members }), ...(invitations && { invitations }) } },
      ),
    ],
    { prune },
  );

const declareInvitation = (name: string, more: JsonObject = {}): JsonObject => ({
  email: toEmail(name),
  inviter: 'Acme',
  client: 'Portal',
  ...more,
});

/** Adds members as the API's own clients do, without the definition. */
async function joinOrganization(people: readonly string[]): Promise<void> {
  const { api } = at();
  const organization = await readOrganizationId();
  for (const name of people) {
    const user = await api.send({
      method: 'POST',
      path: '/users',
      body: { connection: 'db', email: toEmail(name), password: 'Str0ng-Passw0rd!x' },
    });
    const id = user.ok && typeof user.value.body === 'object' ? JSON.stringify(user.value.body) : '{}';
    const { user_id: userId }: JsonObject = JSON.parse(id);
    await api.send({ method: 'POST', path: `/organizations/${organization}/members`, body: { members: [userId ?? null] } });
  }
}

async function readOrganizationId(): Promise<string> {
  const listed = await at().api.list({ path: '/organizations', envelope: 'organizations', paging: 'checkpoint', pageSize: 50 });
  return listed.ok ? String(listed.value[0]?.id) : '';
}

async function listMembers(): Promise<readonly string[]> {
  const list = { path: '', envelope: 'members', paging: 'checkpoint', pageSize: 100 } as const;
  const listed = await at().api.list(list, `/organizations/${await readOrganizationId()}/members`);
  return listed.ok ? listed.value.map(({ email }) => String(email)).sort() : [];
}

async function listInvitations(): Promise<readonly JsonObject[]> {
  const list = { path: '', envelope: 'invitations', paging: 'offset', pageSize: 100 } as const;
  const listed = await at().api.list(list, `/organizations/${await readOrganizationId()}/invitations`);
  return listed.ok ? listed.value : [];
}

describe('members', () => {
  it('are what the definition says after one apply, and nothing is left to do', async () => {
    const definition = declareTenant({
      people: ['ada', 'bob'],
      members: [{ user: toUserKey('ada'), roles: ['Admin', 'Viewer'] }, { user: toUserKey('bob') }],
    });
    const from = at().listRequests().length;
    const { plan } = await at().applyDefinition(definition);
    expect(await listMembers()).toEqual(['ada@acme.test', 'bob@acme.test']);
    expect((await at().plan(definition)).operations).toEqual([]);
    expect(at().listWrites(from)).toHaveLength(plan.cost.writes);
  });

  it('that nobody declares stay, until the policy names the list', async () => {
    await at().applyDefinition(declareTenant({ people: ['ada'], members: [{ user: toUserKey('ada') }] }));
    await joinOrganization(['eve']);
    const kept = await at().applyDefinition(declareTenant({ people: ['ada'], members: [] }));
    expect(kept.plan.undeclaredItems).toEqual([{ address: 'organizations/acme', relation: 'members', count: 2 }]);
    expect(await listMembers()).toEqual(['ada@acme.test', 'eve@acme.test']);
    const pruned = { people: ['ada'], members: [{ user: toUserKey('ada') }], prune: ['organizations/members'] };
    const { plan } = await at().applyDefinition(declareTenant(pruned));
    expect(plan.operations[0]?.changes).toMatchObject([{ op: 'remove', before: { email: 'eve@acme.test' } }]);
    expect(await listMembers()).toEqual(['ada@acme.test']);
  });

  it('may come after the plan was made', async () => {
    await at().applyDefinition(declareTenant({ people: ['ada'], members: [] }));
    const definition = declareTenant({ people: ['ada'], members: [{ user: toUserKey('ada'), roles: ['Viewer'] }] });
    const plan = await at().plan(definition);
    await joinOrganization(['eve']);
    expectAllDone(await at().apply(plan, definition));
    expect(await listMembers()).toEqual(['ada@acme.test', 'eve@acme.test']);
  });

  it('that the plan is about must not have changed since', async () => {
    await at().applyDefinition(declareTenant({ people: ['ada'], members: [] }));
    const definition = declareTenant({ people: ['ada'], members: [{ user: toUserKey('ada') }] });
    const plan = await at().plan(definition);
    await at().applyDefinition(definition);
    const result = await at().apply(plan, definition);
    expect(result.refused).toMatchObject([{ code: 'plan-stale', place: { address: 'organizations/acme', pointer: '/members' } }]);
  });

  it('of a list that does not show the write yet are no failure', async () => {
    const definition = declareTenant({ people: ['ada'], members: [{ user: toUserKey('ada'), roles: ['Admin'] }] });
    const plan = await at().plan(definition);
    at().emulator.setFaults([{ method: 'POST', path: '/organizations/*/members', fault: { staleReadsMs: 60_000 } }]);
    expectAllDone(await at().apply(plan, definition));
  });

  it('are read with one list for an organization, whatever their number', async () => {
    await at().applyDefinition(declareTenant({ people: ['ada'], members: [{ user: toUserKey('ada'), roles: ['Viewer'] }] }));
    await joinOrganization(Array.from({ length: 150 }, (_, index) => `other${index}`));
    const definition = declareTenant({ people: ['ada'], members: [{ user: toUserKey('ada'), roles: ['Admin'] }] });
    const from = at().listRequests().length;
    const plan = await at().plan(definition);
    const lists = at()
      .listRequests(from)
      .filter(({ path }) => path.includes('/members'));
    // Two pages with members, and the empty one that ends the list.
    expect(lists).toHaveLength(3);
    const before = at().listRequests().length;
    expectAllDone(await at().apply(plan, definition));
    expect(at().listRequests(before)).toHaveLength(plan.cost.reads + plan.cost.writes);
  });
});

describe('invitations', () => {
  it('are sent once, and their links are never read', async () => {
    const definition = declareTenant({
      invitations: [declareInvitation('new', { roles: ['Viewer'], send_invitation_email: false })],
    });
    await at().applyDefinition(definition);
    const from = at().listRequests().length;
    expect((await at().plan(definition)).operations).toEqual([]);
    const reads = at()
      .listRequests(from)
      .filter(({ path }) => path.includes('/invitations'));
    expect(reads.map(({ query }) => /fields=/.test(query) && !/url|ticket/.test(query))).toEqual([true]);
    expect(JSON.stringify(await at().takeSnapshot(definition))).not.toMatch(/invitation_url|ticket_id/);
    expect(await listInvitations()).toHaveLength(1);
  });

  it('are renewed once they have expired', async () => {
    const definition = declareTenant({ invitations: [declareInvitation('new')] });
    agoMs = 8 * DAY_MS;
    await at().applyDefinition(definition);
    const [expired] = await listInvitations();
    agoMs = 0;
    await at().applyDefinition(definition);
    const renewed = await listInvitations();
    expect(renewed).toHaveLength(1);
    expect(renewed[0]?.id).not.toBe(expired?.id);
    expect((await at().plan(definition)).operations).toEqual([]);
  });

  it('are not sent twice if the first answer is lost', async () => {
    const definition = declareTenant({ invitations: [declareInvitation('new')] });
    const plan = await at().plan(definition);
    at().emulator.setFaults([{ method: 'POST', path: '/organizations/*/invitations', times: 1, fault: 'dropAfter' }]);
    expectAllDone(await at().apply(plan, definition));
    expect(await listInvitations()).toHaveLength(1);
  });
});
