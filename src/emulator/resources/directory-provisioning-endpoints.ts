import type { JsonObject } from '../../model/json/json-value.ts';
import { deleteUnselectedGroups, synchronizeGroup } from '../behaviour/organizations/directory-groups.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObjects, getString, omit, toObject } from '../engine/json-objects.ts';
import { buildListPage } from '../engine/paging/list-page.ts';
import { DEFAULT_DIRECTORY_MAPPING } from '../facts/provisioning-mappings.ts';
import { type Answer, answerCreated, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { badRequest, conflict, notFound } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';
import { requireConnectionId } from './connection-client-endpoints.ts';

const PATH = '/connections/{id}/directory-provisioning';
const GROUPS_PATH = `${PATH}/synchronized-groups`;
const STORE = 'directory-provisionings';
const LINKS = 'synchronized-groups';

/** Requires a Google Workspace connection, the only strategy with directory provisioning. */
function requireSupportedId(call: ApiCall): string {
  const id = requireConnectionId(call);
  const strategy = getString(getStoredObject(call.tenant, 'connections', id), 'strategy');
  if (strategy !== 'google-apps')
    throw badRequest('The connection strategy does not support inbound directory provisioning', 'operation_not_supported');
  return id;
}

function requireProvisioning(call: ApiCall): JsonObject {
  const found = call.tenant.state.getCollection(STORE).get(requireSupportedId(call));
  if (found === undefined) throw notFound('Directory provisioning configuration not found');
  return found;
}

function create(call: ApiCall): Answer {
  const id = requireSupportedId(call);
  if (call.tenant.state.getCollection(STORE).has(id))
    throw conflict('Directory provisioning is already enabled on the specified connection');
  const connection = getStoredObject(call.tenant, 'connections', id);
  const stamp = call.tenant.clock.stamp();
  const newProvisioning = {
    connection_id: id,
    connection_name: getString(connection, 'name'),
    strategy: getString(connection, 'strategy'),
    mapping: DEFAULT_DIRECTORY_MAPPING,
    synchronize_automatically: false,
    created_at: stamp,
    updated_at: stamp,
    synchronize_groups: 'off',
    ...toObject(call.body),
  };
  call.tenant.state.getCollection(STORE).put(id, newProvisioning);
  return answerCreated(newProvisioning);
}

function update(call: ApiCall): Answer {
  const after = { ...requireProvisioning(call), ...toObject(call.body), updated_at: call.tenant.clock.stamp() };
  call.tenant.state.getCollection(STORE).put(requireSupportedId(call), after);
  return answerOk(after);
}

function remove(call: ApiCall): Answer {
  const id = requireSupportedId(call);
  call.tenant.state.getCollection(STORE).delete(id);
  call.tenant.state.getLinks(LINKS).removeFrom(id);
  deleteUnselectedGroups(call, id);
  return NO_CONTENT;
}

function selectGroup(call: ApiCall, connection: string, group: JsonObject): void {
  call.tenant.state.getLinks(LINKS).put(connection, getString(group, 'id'), omit(group, ['id']));
  synchronizeGroup(call, connection, group);
}

/**
 * Changes the selected groups: PUT replaces, POST adds, DELETE removes. Stricter than the API may be: requires
 * `synchronize_groups: selected`, which all recordings have.
 */
function changeGroups(call: ApiCall): Answer {
  if (getString(requireProvisioning(call), 'synchronize_groups') !== 'selected')
    throw conflict('Groups can be chosen only where synchronize_groups is selected.');
  const id = requireSupportedId(call);
  const links = call.tenant.state.getLinks(LINKS);
  if (call.method === 'PUT') links.removeFrom(id);
  for (const group of getObjects(toObject(call.body), 'groups')) {
    if (call.method === 'DELETE') links.remove(id, getString(group, 'id'));
    else selectGroup(call, id, group);
  }
  deleteUnselectedGroups(call, id, new Set(links.listFrom(id).map((link) => link.right)));
  return NO_CONTENT;
}

/** Lists groups, filtered by `q=name:x*`. */
function listGroups(call: ApiCall): Answer {
  requireProvisioning(call);
  const prefix = /^name:(.*?)\*?$/.exec(call.query.getString('q') ?? '')?.[1]?.toLowerCase();
  const links = call.tenant.state.getLinks(LINKS).listFrom(requireSupportedId(call));
  const rows = links
    .filter((link) => prefix === undefined || getString(link.data, 'name').toLowerCase().startsWith(prefix))
    .map((link) => ({ id: link.right, ...link }));
  return answerOk(buildListPage(call, { key: 'groups', styles: ['checkpoint'] }, rows, ({ id, data }) => ({ id, ...data })));
}

const buildScopes = (verb: string): readonly string[] => [`${verb}:directory_provisionings`];

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: buildScopes('read'), handle: (call) => answerOk(requireProvisioning(call)) },
  { method: 'POST', path: PATH, scopes: buildScopes('create'), handle: create },
  { method: 'PATCH', path: PATH, scopes: buildScopes('update'), handle: update },
  { method: 'DELETE', path: PATH, scopes: buildScopes('delete'), handle: remove },
  {
    method: 'GET',
    path: `${PATH}/default-mapping`,
    scopes: buildScopes('read'),
    handle: (call) => {
      requireSupportedId(call);
      return answerOk({ mapping: DEFAULT_DIRECTORY_MAPPING });
    },
  },
  { method: 'GET', path: GROUPS_PATH, scopes: buildScopes('read'), handle: listGroups },
  { method: 'PUT', path: GROUPS_PATH, scopes: buildScopes('update'), handle: changeGroups },
  { method: 'POST', path: GROUPS_PATH, scopes: buildScopes('update'), handle: changeGroups },
  { method: 'DELETE', path: GROUPS_PATH, scopes: buildScopes('update'), handle: changeGroups },
  {
    method: 'GET',
    path: '/connections-directory-provisionings',
    scopes: buildScopes('read'),
    handle: (call) => {
      const list = { key: 'directory_provisionings', styles: ['checkpoint'] } as const;
      return answerOk(buildListPage(call, list, [...call.tenant.state.getCollection(STORE).entries()], (entry) => entry.value));
    },
  },
];

export const directoryProvisioningEndpoints: EndpointSet = { routes };
