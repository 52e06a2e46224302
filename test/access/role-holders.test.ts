import { expect, it } from 'vitest';
import { listRoleHolders } from '../../src/access/list-role-holders.ts';
import { MAX_LISTED_HOLDERS } from '../../src/model/plan/role-holders.ts';
import { buildResource } from './access-builders.ts';

const member = (user: string) => ({ user, roles: ['Admin'] });

it('lists who has a role: people, groups, members of organizations, each once', () => {
  const resources = {
    users: [buildResource('users', 'db|ada@acme.test', { roles: ['Admin'] })],
    roles: [
      buildResource('roles', 'Admin', { groups: [{ connection: 'okta', name: 'Staff' }] }),
      buildResource('roles', 'Empty'),
    ],
    organizations: ['acme', 'initech'].map((name) =>
      buildResource('organizations', name, { members: [member('db|ada@acme.test'), member('db|bob@acme.test')] }),
    ),
  };
  expect(listRoleHolders(['roles/Admin', 'roles/Empty'], resources)).toEqual([
    {
      role: 'roles/Admin',
      holders: [
        { address: 'users/db|ada@acme.test' },
        { address: 'groups/okta|Staff' },
        { address: 'users/db|bob@acme.test', within: ['acme', 'initech'] },
      ],
      total: 3,
    },
  ]);
});

it('lists no more than a reader takes in, and says how many there are', () => {
  const users = Array.from({ length: 60 }, (_, index) => buildResource('users', `db|u${index}@acme.test`, { roles: ['Admin'] }));
  const [admin] = listRoleHolders(['roles/Admin'], { users });
  expect(admin?.holders).toHaveLength(MAX_LISTED_HOLDERS);
  expect(admin?.total).toBe(60);
});
