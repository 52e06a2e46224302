import { type AccessResource, readStringField } from '../../access/access-resources.ts';
import type { ApiFailure, ReadApi } from '../../management-api/management-api.ts';
import type { UnseenAccess } from '../../model/access-report.ts';
import { toAddress } from '../../model/address.ts';
import type { ListEndpoint } from '../../model/endpoint.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import { formatCount } from '../../model/wording.ts';

/** The organizations of a user, each with the user as its only member. */
export interface Memberships {
  readonly organizations: readonly AccessResource[];
  readonly unseen: readonly UnseenAccess[];
}

/** Reads the organizations of a user, and the roles in as many of them as the limit allows. */
export async function readMemberships(api: ReadApi, { key, fields }: AccessResource, limit: number): Promise<Memberships> {
  const user = encodeURIComponent(readStringField(fields, 'user_id') ?? '');
  const found = await api.list(toOffsetList(`/users/${user}/organizations`, 'organizations'));
  if (!found.ok) return { organizations: [], unseen: [{ what: 'organizations', why: found.error.problem.message }] };
  const asked = found.value.slice(0, limit);
  const roles = await Promise.all(asked.map((organization) => readMemberRoles(api, organization, user)));
  const refused = roles.flatMap((read) => (read.ok ? [] : [read.error.problem.message]));
  const left = found.value.length - asked.length;
  return {
    organizations: asked.map((organization, index) => toOrganization(organization, key, roles[index])),
    unseen: [
      ...[...new Set(refused)].map((why) => ({ what: 'roles in organizations', why })),
      ...(left > 0 ? [{ what: formatCount(left, 'more organization'), why: `more than --limit ${limit}` }] : []),
    ],
  };
}

const toOffsetList = (path: string, envelope: string): ListEndpoint => ({ path, envelope, paging: 'offset', pageSize: 100 });

type RolesRead = Outcome<readonly JsonObject[], ApiFailure>;

function readMemberRoles(api: ReadApi, organization: JsonObject, user: string): Promise<RolesRead> {
  const id = encodeURIComponent(readStringField(organization, 'id') ?? '');
  return api.list(toOffsetList(`/organizations/${id}/members/${user}/roles`, 'roles'));
}

function toOrganization(organization: JsonObject, user: string, read: RolesRead | undefined): AccessResource {
  const key = readStringField(organization, 'name') ?? '';
  const roles = read?.ok ? read.value.flatMap((role) => readStringField(role, 'name') ?? []) : [];
  return { key, address: toAddress('organizations', key), fields: { ...organization, members: [{ user, roles }] } };
}
