import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AccessResources } from '../../src/access/access-resources.ts';
import type { AccessEntry } from '../../src/model/access-report.ts';
import { joinKey } from '../../src/model/address.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { ask, buildPermission, buildResource } from './access-builders.ts';

// Whoever a question about a permission names has it by a question about them, and the other way round.

const APIS = ['https://a.test', 'https://b.test/x|y'];
const PERMISSIONS = ['read', 'write'];
const ROLES = ['Admin', 'Viewer'];
const ORGANIZATIONS = ['acme', 'initech'];
const CLIENTS = ['Portal', 'Robot', 'Partner'];
const USERS = ['db|ada@acme.test', 'db|bob@acme.test', 'google|ada@acme.test'];
const GROUPS = [
  { connection: 'okta', name: 'Admins' },
  { connection: 'okta', name: 'Staff' },
];

const pickSome = <T>(items: readonly T[]) => fc.subarray([...items]);
const permissions = pickSome(APIS.flatMap((api) => PERMISSIONS.map((name) => buildPermission(name, api))));
const grant = fc.record({
  client_id: fc.constantFrom(...CLIENTS),
  audience: fc.constantFrom(...APIS),
  subject_type: fc.constantFrom('client', 'user', 'anonymous_user'),
  scope: pickSome(PERMISSIONS),
  allow_all_scopes: fc.boolean(),
  organization_usage: fc.constantFrom('deny', 'allow', 'require'),
});
const defaultGrant = fc.record({
  default_for: fc.constant('third_party_clients'),
  audience: fc.constantFrom(...APIS),
  subject_type: fc.constantFrom('client', 'user'),
  scope: pickSome(PERMISSIONS),
});

const tenants: fc.Arbitrary<AccessResources> = fc.record({
  users: buildAll('users', USERS, () =>
    fc.record({ connection: fc.constantFrom('db', 'google'), roles: pickSome(ROLES), permissions }),
  ),
  groups: fc.constant(GROUPS.map((group) => buildResource('groups', joinKey([group.connection, group.name]), group))),
  roles: buildAll('roles', ROLES, () => fc.record({ permissions, groups: pickSome(GROUPS) })),
  organizationRoles: buildAll('organizationRoles', ['acme|Viewer', 'initech|Owner'], (key) =>
    fc.record({ organization: fc.constant(key.split('|')[0] ?? ''), permissions, groups: pickSome(GROUPS) }),
  ),
  organizations: buildAll('organizations', ORGANIZATIONS, () =>
    fc.record({
      members: fc.array(fc.record({ user: fc.constantFrom(...USERS), roles: pickSome([...ROLES, 'Owner']) }), { maxLength: 3 }),
      group_roles: fc.array(fc.record({ group: fc.constant('okta|Staff'), role: fc.constantFrom(...ROLES) }), { maxLength: 2 }),
      connections: fc.constantFrom([], [{ name: 'db' }]),
      client_grants: fc.constantFrom([], [{ client_id: 'Robot', audience: 'https://a.test' }]),
    }),
  ),
  connections: buildAll('connections', ['db', 'google'], () => fc.record({ enabled_clients: pickSome(CLIENTS) })),
  clients: buildAll('clients', CLIENTS, () =>
    fc.record({ is_first_party: fc.boolean(), app_type: fc.constantFrom('spa', 'non_interactive') }),
  ),
  clientGrants: fc
    .array(fc.oneof(grant, defaultGrant), { maxLength: 4 })
    .map((grants) => grants.map((fields, index) => buildResource('clientGrants', String(index), fields))),
  resourceServers: buildAll('resourceServers', APIS, () =>
    fc.record({
      enforce_policies: fc.boolean(),
      scopes: fc.constant(PERMISSIONS.map((value) => ({ value }))),
      subject_type_authorization: fc.constantFrom({}, { user: { policy: 'deny_all' } }),
    }),
  ),
});

function buildAll(
  type: string,
  keys: readonly string[],
  buildFields: (key: string) => fc.Arbitrary<Record<string, never> | object>,
) {
  return fc
    .tuple(...keys.map((key) => buildFields(key)))
    .map((all) => keys.map((key, index) => buildResource(type, key, JSON.parse(JSON.stringify(all[index])))));
}

const QUESTIONS = APIS.flatMap((api) =>
  PERMISSIONS.map((permission) => ({ api, permission, address: `permissions/${joinKey([api, permission])}` })),
);

/** Whether an answer about somebody names the permission, or every permission of its API. */
const namesPermission = (abilities: readonly AccessEntry[], api: string, permission: string): boolean =>
  abilities.some(
    ({ address, ways }) =>
      address === `resourceServers/${api}` &&
      ways.some(({ permissions: own = [] }) => own.includes(permission) || own.includes('*')),
  );

it('names for a permission only holders of whom a question names the permission', () => {
  fc.assert(
    fc.property(tenants, fc.constantFrom(...QUESTIONS), (tenant, { api, permission, address }) => {
      for (const holder of ask(address, tenant).holders) {
        // Third-party applications without a grant are a class without an address.
        if (holder.address === undefined) continue;
        expect(holder.kind).not.toBe('role');
        expect({ holder, has: namesPermission(ask(holder.address, tenant).abilities, api, permission) }).toMatchObject({
          has: true,
        });
      }
    }),
    getRunParameters(400),
  );
});

it('names everybody as a holder of whom a question names the permission, alone or as one of a class', () => {
  const subjects = [
    ...USERS.map((key) => `users/${key}`),
    'groups/okta|Admins',
    'groups/okta|Staff',
    ...CLIENTS.map((key) => `clients/${key}`),
  ];
  fc.assert(
    fc.property(tenants, fc.constantFrom(...subjects), (tenant, subject) => {
      for (const { address: owner, kind, ways } of ask(subject, tenant).abilities) {
        if (kind !== 'api') continue;
        const api = owner?.replace('resourceServers/', '') ?? '';
        for (const { steps, permissions: names = [] } of ways) {
          const { holders } = ask(`permissions/${joinKey([api, names[0] === '*' ? 'read' : (names[0] ?? '')])}`, tenant);
          // Somebody who has it as a user of an application, or as a third-party application, is one of that class. What a class gives
          // only to those who have it themselves does not count.
          const [client] = steps.filter(({ by }) => by === 'login').map(({ address }) => address);
          const isDefault = steps[0]?.by === 'third-party default';
          const isNamed = holders.some(
            (holder) =>
              (client === undefined && !isDefault && holder.address === subject) ||
              (holder.kind === 'users of client' &&
                holder.address === client &&
                holder.ways.some(({ isLimited }) => !isLimited)) ||
              (holder.kind === 'third-party clients' && isDefault),
          );
          expect({ subject, api, names, isNamed }).toMatchObject({ isNamed: true });
        }
      }
    }),
    getRunParameters(400),
  );
});
