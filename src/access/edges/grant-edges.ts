import { toAddress } from '../../model/address.ts';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import {
  type AccessEdge,
  type AccessNode,
  EVERY_PERMISSION,
  THIRD_PARTY_NODE,
  toPermissionNode,
  toUsersNode,
} from '../access-graph.ts';
import {
  type AccessResource,
  type AccessResources,
  readObjectList,
  readStringField,
  readStringList,
} from '../access-resources.ts';
import { limitToOwnPermissions } from './application-edges.ts';

/** What applications may ask for by their grants: for themselves, or for the users who have logged in to them. */
export function listGrantEdges(resources: AccessResources): readonly AccessEdge[] {
  const grants = resources.clientGrants ?? [];
  return [...grants.flatMap((grant) => listEdgesOfGrant(grant, resources)), ...listDefaultEdges(resources)];
}

function listEdgesOfGrant({ fields }: AccessResource, resources: AccessResources): readonly AccessEdge[] {
  const api = readStringField(fields, 'audience');
  const from = findGrantee(fields);
  if (api === undefined || from === undefined) return [];
  const server = resources.resourceServers?.find(({ key }) => key === api);
  const isForUsers = readStringField(fields, 'subject_type') === 'user';
  return listGrantedPermissions(fields).map((permission) => ({
    from,
    to: toPermissionNode(api, permission),
    by: 'client grant' as const,
    ...limitToOrganizations(fields, resources),
    ...(isForUsers ? limitToOwnPermissions(server?.fields) : {}),
  }));
}

/** Who a grant is for. Visitors who have not logged in are nobody. */
function findGrantee(grant: JsonObject): AccessNode | undefined {
  const client = readStringField(grant, 'client_id');
  const subject = readStringField(grant, 'subject_type') ?? 'client';
  if (subject === 'anonymous_user') return undefined;
  if (client === undefined) return readStringField(grant, 'default_for') === 'third_party_clients' ? THIRD_PARTY_NODE : undefined;
  return subject === 'user' ? toUsersNode(client) : toAddress('clients', client);
}

const listGrantedPermissions = (grant: JsonObject): readonly string[] =>
  getObjectMember(grant, 'allow_all_scopes') === true ? [EVERY_PERMISSION] : readStringList(grant, 'scope');

/** With `organization_usage: require` there are no tokens without an organization. */
function limitToOrganizations(grant: JsonObject, resources: AccessResources): { readonly within?: readonly string[] } {
  if (readStringField(grant, 'organization_usage') !== 'require') return {};
  const { organizations } = resources;
  if (!organizations || getObjectMember(grant, 'allow_any_organization') === true) return { within: ['*'] };
  const naming = organizations.filter(({ fields }) =>
    readObjectList(fields, 'client_grants').some((item) => isSameGrant(grant, item)),
  );
  return { within: naming.map(({ key }) => key) };
}

const isSameGrant = (grant: JsonObject, item: JsonObject): boolean =>
  ['client_id', 'audience'].every((name) => readStringField(grant, name) === readStringField(item, name)) &&
  (readStringField(item, 'subject_type') ?? 'client') === (readStringField(grant, 'subject_type') ?? 'client');

/** A third-party application without a grant of its own has the default of its kind. */
const listDefaultEdges = ({ clients = [], clientGrants = [] }: AccessResources): readonly AccessEdge[] =>
  clientGrants.some(({ fields }) => findGrantee(fields) === THIRD_PARTY_NODE)
    ? clients
        .filter(({ fields }) => getObjectMember(fields, 'is_first_party') === false)
        .filter(({ key }) => !clientGrants.some(({ fields }) => readStringField(fields, 'client_id') === key))
        .map(({ address }) => ({ from: address, to: THIRD_PARTY_NODE, by: 'third-party default' as const }))
    : [];
