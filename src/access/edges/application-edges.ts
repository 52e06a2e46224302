import { getObjectMember, type JsonObject, toJsonObject } from '../../model/json/json-value.ts';
import { type AccessEdge, EVERY_PERMISSION, toPermissionNode, toUsersNode } from '../access-graph.ts';
import { type AccessResource, type AccessResources, readStringField, readStringList } from '../access-resources.ts';

/** Who can log in to applications, and what these may ask for without a grant. */
export const listApplicationEdges = (resources: AccessResources): readonly AccessEdge[] => [
  ...(resources.connections ?? []).flatMap(listLoginEdges),
  ...(resources.resourceServers ?? []).flatMap((api) => listOpenEdges(api, resources)),
];

const listLoginEdges = ({ address, fields }: AccessResource): readonly AccessEdge[] =>
  readStringList(fields, 'enabled_clients').map((client) => ({ from: address, to: toUsersNode(client), by: 'login' as const }));

/**
 * An API with the user policy `allow_all`, which is the default, gives tokens for users to every first-party application. The APIs that
 * belong to Auth0 decide by themselves what a user may do.
 */
function listOpenEdges({ key, fields }: AccessResource, { clients = [] }: AccessResources): readonly AccessEdge[] {
  if (getObjectMember(fields, 'is_system') === true || !isOpenToUsers(fields)) return [];
  return clients
    .filter(({ fields: client }) => getObjectMember(client, 'is_first_party') !== false && canLogUsersIn(client))
    .map((client) => ({
      from: toUsersNode(client.key),
      to: toPermissionNode(key, EVERY_PERMISSION),
      by: 'open API' as const,
      ...limitToOwnPermissions(fields),
    }));
}

function isOpenToUsers(api: JsonObject): boolean {
  const user = toJsonObject(getObjectMember(toJsonObject(getObjectMember(api, 'subject_type_authorization')), 'user'));
  return (readStringField(user, 'policy') ?? 'allow_all') === 'allow_all';
}

/** Whether users of the application get only the permissions that they have themselves. Unless it is declared, this is off. */
export const limitToOwnPermissions = (api: JsonObject | undefined): { readonly isLimited?: true } =>
  api && getObjectMember(api, 'enforce_policies') === true ? { isLimited: true } : {};

const USERLESS_GRANTS: ReadonlySet<string> = new Set(['client_credentials']);

/** A machine-to-machine application has no users. */
function canLogUsersIn(client: JsonObject): boolean {
  const grants = readStringList(client, 'grant_types');
  if (grants.length > 0) return grants.some((grant) => !USERLESS_GRANTS.has(grant));
  return readStringField(client, 'app_type') !== 'non_interactive';
}
