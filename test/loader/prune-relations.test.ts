import { expect, test } from 'vitest';
import { findProblemCodes } from './load-helpers.ts';

test.each<[string, string, readonly string[]]>([
  ['a list of people', 'organizations/members', []],
  ['the other list of people', 'organizations/invitations', []],
  ['a list that is whole anyway', 'organizations/connections', ['wrong-value 3:22']],
  ['a field', 'organizations/name', ['wrong-value 3:22']],
  ['an address', 'roles/Admin', ['wrong-value 3:22']],
  ['a list of an unknown type', 'tenants/members', ['unknown-type 3:22']],
])('%s that is pruned', async (_, item, codes) => {
  const found = await findProblemCodes(
    `roles: [{ name: a }]\norganizations: [{ name: acme }]\nreconcile: { prune: [${item}] }\n`,
  );
  expect(found).toEqual(codes);
});

test('members of organizations that no file declares are not pruned', async () => {
  const found = await findProblemCodes('roles: [{ name: a }]\nreconcile: { prune: [organizations/members] }\n');
  expect(found).toEqual(['warning prune-undeclared 2:22']);
});
