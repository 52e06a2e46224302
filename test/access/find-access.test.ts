import { describe, expect, it } from 'vitest';
import type { AccessResources } from '../../src/access/access-resources.ts';
import { answerAccess } from '../../src/access/answer-access.ts';
import { API, ask, buildPermission, buildResource, listInShort } from './access-builders.ts';

const ADA = 'users/db|ada@acme.test';
const READ = `permissions/${API}|read:orders`;
const roles = [
  buildResource('roles', 'Admin', { permissions: [buildPermission('read:orders'), buildPermission('write:orders')] }),
];
const api = (fields = {}) => [
  buildResource('resourceServers', API, { scopes: [{ value: 'read:orders' }], enforce_policies: true, ...fields }),
];
const ada = (fields = {}) => [buildResource('users', 'db|ada@acme.test', { connection: 'db', ...fields })];

describe('who has a permission', () => {
  it.each<[string, AccessResources, readonly string[]]>([
    [
      'somebody with a role',
      { users: ada({ roles: ['Admin'] }), roles },
      [`user ${ADA}: role roles/Admin, permission resourceServers/${API} [read:orders]`],
    ],
    [
      'somebody without a role',
      { users: ada({ permissions: [buildPermission('read:orders')] }) },
      [`user ${ADA}: permission resourceServers/${API} [read:orders]`],
    ],
    [
      'a member of organizations, inside them only',
      {
        roles,
        organizations: ['acme', 'initech'].map((name) =>
          buildResource('organizations', name, { members: [{ user: 'db|ada@acme.test', roles: ['Admin'] }] }),
        ),
      },
      [`user ${ADA}: member role roles/Admin, permission resourceServers/${API} [read:orders] in acme initech`],
    ],
    [
      'a member with the role that the organization owns, not with the tenant’s role of that name',
      {
        roles,
        organizationRoles: [buildResource('organizationRoles', 'acme|Admin', { organization: 'acme' })],
        organizations: [buildResource('organizations', 'acme', { members: [{ user: 'db|ada@acme.test', roles: ['Admin'] }] })],
        resourceServers: api({ subject_type_authorization: { user: { policy: 'deny_all' } } }),
      },
      [],
    ],
    [
      'a group, by its id in a tenant',
      {
        groups: [buildResource('groups', 'okta|Admins', { id: 'grp_1' })],
        roles: [buildResource('roles', 'Admin', { permissions: [buildPermission('read:orders')], groups: [{ id: 'grp_1' }] })],
      },
      [`group groups/okta|Admins: group role roles/Admin, permission resourceServers/${API} [read:orders]`],
    ],
    [
      'an application with a grant, in the organizations that name it',
      {
        clientGrants: [
          buildResource('clientGrants', 'g', {
            client_id: 'Robot',
            audience: API,
            scope: ['read:orders'],
            organization_usage: 'require',
          }),
        ],
        organizations: [
          buildResource('organizations', 'acme', { client_grants: [{ client_id: 'Robot', audience: API }] }),
          buildResource('organizations', 'initech', { client_grants: [] }),
        ],
        resourceServers: api(),
      },
      [`client clients/Robot: client grant resourceServers/${API} [read:orders] in acme`],
    ],
    [
      'users of first-party applications, each with the own permissions, where roles decide',
      {
        clients: [
          buildResource('clients', 'Portal', { app_type: 'spa', is_first_party: true }),
          buildResource('clients', 'Robot', { app_type: 'non_interactive', is_first_party: true }),
          buildResource('clients', 'Partner', { app_type: 'spa', is_first_party: false }),
        ],
        resourceServers: api(),
      },
      [`users of client clients/Portal: open API resourceServers/${API} [*] limited`],
    ],
    [
      'any user of an application where roles do not decide, without naming each user',
      {
        users: ada(),
        connections: [buildResource('connections', 'db', { enabled_clients: ['Portal'] })],
        clients: [buildResource('clients', 'Portal', { app_type: 'spa', is_first_party: true })],
        resourceServers: api({ enforce_policies: false }),
      },
      [`users of client clients/Portal: open API resourceServers/${API} [*]`],
    ],
    [
      'nobody by an API that belongs to Auth0',
      {
        clients: [buildResource('clients', 'Portal', { app_type: 'spa', is_first_party: true })],
        resourceServers: api({ is_system: true }),
      },
      [],
    ],
    [
      'third-party applications by their default, as a class',
      {
        clients: [buildResource('clients', 'Partner', { is_first_party: false })],
        clientGrants: [
          buildResource('clientGrants', 'g', { default_for: 'third_party_clients', audience: API, scope: ['read:orders'] }),
        ],
        resourceServers: api(),
      },
      [`third-party clients : client grant resourceServers/${API} [read:orders]`],
    ],
  ])('is %s', (_, resources, expected) => {
    expect(
      listInShort(
        ask(READ, { resourceServers: api({ subject_type_authorization: { user: { policy: 'deny_all' } } }), ...resources })
          .holders,
      ),
    ).toEqual(expected);
  });
});

it('gives somebody what any user of an application gets, but not what an application gets itself', () => {
  const resources = {
    users: ada(),
    connections: [buildResource('connections', 'db', { enabled_clients: ['Portal'] })],
    clients: [buildResource('clients', 'Portal', { app_type: 'spa', is_first_party: true })],
    clientGrants: [buildResource('clientGrants', 'g', { client_id: 'Portal', audience: 'https://other.test', scope: ['x'] })],
    organizations: [buildResource('organizations', 'acme', { connections: [{ name: 'db' }] })],
    resourceServers: api({ enforce_policies: false }),
  };
  expect(listInShort(ask(ADA, resources).abilities)).toEqual([
    'connection connections/db: account connections/db',
    'users of client clients/Portal: account connections/db, login clients/Portal',
    `api resourceServers/${API}: account connections/db, login clients/Portal, open API resourceServers/${API} [*]`,
  ]);
});

it('answers for an organization who belongs to it and who acts for it', () => {
  const resources = {
    roles,
    organizations: [
      buildResource('organizations', 'acme', {
        members: [{ user: 'db|ada@acme.test', roles: ['Admin'] }, { user: 'db|bob@acme.test' }],
        group_roles: [{ group: 'okta|Admins', role: 'Admin' }],
        connections: [
          { name: 'db', assign_membership_on_login: true },
          { name: 'off', is_enabled: false },
        ],
        client_grants: [{ client_id: 'Robot', audience: API }],
      }),
    ],
  };
  expect(listInShort(ask('organizations/acme', resources).holders)).toEqual([
    `user ${ADA}: membership organizations/acme through roles/Admin`,
    'user users/db|bob@acme.test: membership organizations/acme',
    'group groups/okta|Admins: group role organizations/acme through roles/Admin',
    'connection connections/db: membership at login organizations/acme',
    `client clients/Robot: organization grant organizations/acme through resourceServers/${API}`,
  ]);
});

describe('an address', () => {
  const two = {
    resourceServers: [
      ...api(),
      buildResource('resourceServers', 'https://b.test', { scopes: [{ value: 'read:orders' }, { value: 'ship' }] }),
    ],
  };

  it('may be the last part of the key where that is unique', () => {
    expect(ask('permissions/ship', two).subject).toEqual({
      address: 'resourceServers/https://b.test',
      permission: 'ship',
      isEnforced: null,
    });
    expect(ask('users/ada@acme.test', { users: ada() }).subject).toEqual({ address: ADA });
  });

  it('that fits several is refused with all of them', () => {
    const answer = answerAccess('permissions/read:orders', two);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'usage', expected: expect.stringContaining(`permissions/${API}|read:orders`) },
    });
  });

  it.each([
    ['roles/Admn', 'roles/Admin'],
    ['permissions/read:order', 'permissions/read:orders'],
    ['users/ada@acme.tst', 'users/ada@acme.test'],
  ])('that is unknown is refused with the one that is meant: %s', (text, meant) => {
    const answer = answerAccess(text, { roles, users: ada(), resourceServers: api() });
    expect(answer).toMatchObject({ ok: false, error: { code: 'usage', hint: expect.stringContaining(`"${meant}"`) } });
  });

  it('may name what others refer to and nobody declares', () => {
    const resources = { roles: [buildResource('roles', 'Admin', { groups: [{ connection: 'okta', name: 'Admins' }] })] };
    expect(listInShort(ask('groups/Admins', resources).abilities)).toEqual(['role roles/Admin: group role roles/Admin']);
  });
});
