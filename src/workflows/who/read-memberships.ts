import { type AccessResources, readStringField } from '../../access/access-resources.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import type { UnseenAccess } from '../../model/access-report.ts';
import { type Address, toAddress } from '../../model/address.ts';
import type { ListEndpoint } from '../../model/endpoint.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { formatCount } from '../../model/wording.ts';

interface Memberships {
  readonly resources: AccessResources;
  readonly unseen: readonly UnseenAccess[];
}

/** Adds the organizations of the user that a question is about, with the roles there. */
export async function addMemberships(
  api: ReadApi,
  resources: AccessResources,
  address: Address,
  limit: number,
): Promise<Memberships> {
  const user = resources.users?.find((resource) => resource.address === address);
  const id = user && readStringField(user.fields, 'user_id');
  if (!user || id === undefined || address !== user.address) return { resources, unseen: [] };
  const path = encodeURIComponent(id);
  const found = await api.list(toOffsetList(`/users/${path}/organizations`, 'organizations'));
  if (!found.ok) return { resources, unseen: [{ what: 'organizations of the user', why: found.error.problem.message }] };
  const asked = found.value.slice(0, limit);
  const read = await Promise.all(asked.map((organization) => readMemberRoles(api, organization, path)));
  const members = read.map(({ organization, roles }) => toMemberOrganization(organization, user.key, roles));
  const rest = found.value.length - asked.length;
  const left = { what: formatCount(rest, 'more organization'), why: `there are more than --limit ${limit}` };
  return {
    resources: { ...resources, organizations: members },
    unseen: [...read.flatMap(({ unseen }) => unseen).slice(0, 1), ...(rest > 0 ? [left] : [])],
  };
}

const toOffsetList = (path: string, envelope: string): ListEndpoint => ({ path, envelope, paging: 'offset', pageSize: 100 });

async function readMemberRoles(api: ReadApi, organization: JsonObject, user: string) {
  const id = encodeURIComponent(readStringField(organization, 'id') ?? '');
  const roles = await api.list(toOffsetList(`/organizations/${id}/members/${user}/roles`, 'roles'));
  if (roles.ok) return { organization, roles: roles.value, unseen: [] };
  return { organization, roles: [], unseen: [{ what: 'roles in organizations', why: roles.error.problem.message }] };
}

function toMemberOrganization(organization: JsonObject, user: string, roles: readonly JsonObject[]) {
  const key = readStringField(organization, 'name') ?? '';
  const names = roles.flatMap((role) => readStringField(role, 'name') ?? []);
  return { key, address: toAddress('organizations', key), fields: { ...organization, members: [{ user, roles: names }] } };
}
