import { type AccessResource, type AccessResources, readObjectList, readStringField } from '../../access/access-resources.ts';
import { joinParts, toAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import type { PeopleTask } from './people-tasks.ts';

/** People that a list contains. */
export interface ReadPeopleList extends PeopleTask {
  readonly people: readonly JsonObject[];
}

/** Adds people and members to the resources of a tenant, in the form in which a definition declares them. */
export function addPeople(resources: AccessResources, lists: readonly ReadPeopleList[]): AccessResources {
  const { users = [], organizations = [] } = resources;
  const known = new Set(users.map(({ fields }) => readStringField(fields, 'user_id')));
  const found = lists.flatMap(({ people, role, organization }) =>
    people.map((person) => ({ person, roles: organization || !role ? [] : [role.key] })),
  );
  const byId = groupBy(found, ({ person }) => readStringField(person, 'user_id') ?? '');
  const added = [...byId].filter(([id]) => !known.has(id)).map(([id, own]) => buildUser(id, own));
  return {
    ...resources,
    users: [...users, ...added],
    organizations: organizations.map((organization) => addMembers(organization, lists)),
  };
}

/** The connection of somebody in a list is unknown; the id alone names the account. */
function buildUser(
  id: string,
  found: readonly { readonly person: JsonObject; readonly roles: readonly string[] }[],
): AccessResource {
  const key = toUserKey(id);
  const roles = [...new Set(found.flatMap((one) => one.roles))];
  return { key, address: toAddress('users', key), fields: { ...found[0]?.person, roles } };
}

const toUserKey = (id: string): string => joinParts(['', id]);

function addMembers(organization: AccessResource, lists: readonly ReadPeopleList[]): AccessResource {
  const own = lists.filter((list) => list.organization?.address === organization.address);
  if (own.length === 0) return organization;
  const found = own.flatMap(({ people, role }) =>
    people.map((person) => ({
      user: toUserKey(readStringField(person, 'user_id') ?? ''),
      roles: role ? [getRoleName(role)] : readObjectList(person, 'roles').flatMap((item) => readStringField(item, 'name') ?? []),
    })),
  );
  const members = [...groupBy(found, ({ user }) => user)].map(([user, items]) => ({
    user,
    roles: items.flatMap(({ roles }) => roles),
  }));
  return { ...organization, fields: { ...organization.fields, members } };
}

const getRoleName = ({ key, fields }: AccessResource): string => readStringField(fields, 'name') ?? key;
