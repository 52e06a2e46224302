import type { JsonObject } from '../../model/json/json-value.ts';
import { forgetGroups, synchronizeGroup } from '../behaviour/organizations/groups.ts';
import type { Call, Route } from '../engine/call.ts';
import { asObject, objectsOf, textOf, without } from '../engine/objects.ts';
import { page } from '../engine/paging/paging.ts';
import type { Resource } from '../engine/resource.ts';
import { DIRECTORY_DEFAULT } from '../facts/provisioning-mappings.ts';
import { type Answer, created, noContent, ok } from '../http/answer.ts';
import { badRequest, conflict, notFound } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';
import { connectionId } from './connection-clients.ts';

const PATH = '/connections/{id}/directory-provisioning';
const GROUPS = `${PATH}/synchronized-groups`;
const STORE = 'directory-provisionings';
const LINKS = 'synchronized-groups';

/** Google Workspace is the only directory there is. */
function supportedId(call: Call): string {
  const id = connectionId(call);
  const strategy = textOf(need(call.tenant, 'connections', id), 'strategy');
  if (strategy !== 'google-apps')
    throw badRequest('The connection strategy does not support inbound directory provisioning', 'operation_not_supported');
  return id;
}

function provisioning(call: Call): JsonObject {
  const found = call.tenant.state.collection(STORE).get(supportedId(call));
  if (found === undefined) throw notFound('Directory provisioning configuration not found');
  return found;
}

function create(call: Call): Answer {
  const id = supportedId(call);
  if (call.tenant.state.collection(STORE).has(id))
    throw conflict('Directory provisioning is already enabled on the specified connection');
  const connection = need(call.tenant, 'connections', id);
  const stamp = call.tenant.clock.stamp();
  const made = {
    connection_id: id,
    connection_name: textOf(connection, 'name'),
    strategy: textOf(connection, 'strategy'),
    mapping: DIRECTORY_DEFAULT,
    synchronize_automatically: false,
    created_at: stamp,
    updated_at: stamp,
    synchronize_groups: 'off',
    ...asObject(call.body),
  };
  call.tenant.state.collection(STORE).put(id, made);
  return created(made);
}

function update(call: Call): Answer {
  const after = { ...provisioning(call), ...asObject(call.body), updated_at: call.tenant.clock.stamp() };
  call.tenant.state.collection(STORE).put(supportedId(call), after);
  return ok(after);
}

function remove(call: Call): Answer {
  const id = supportedId(call);
  call.tenant.state.collection(STORE).delete(id);
  call.tenant.state.links(LINKS).removeOf(id);
  forgetGroups(call, id);
  return noContent;
}

function choose(call: Call, connection: string, group: JsonObject): void {
  call.tenant.state.links(LINKS).put(connection, textOf(group, 'id'), without(group, ['id']));
  synchronizeGroup(call, connection, group);
}

/** PUT replaces the groups, POST adds, DELETE takes away. Strict: groups are chosen one by one only where they are to be (all recordings do so). */
function changeGroups(call: Call): Answer {
  if (textOf(provisioning(call), 'synchronize_groups') !== 'selected')
    throw conflict('Groups can be chosen only where synchronize_groups is selected.');
  const id = supportedId(call);
  const links = call.tenant.state.links(LINKS);
  if (call.method === 'PUT') links.removeOf(id);
  for (const group of objectsOf(asObject(call.body), 'groups')) {
    if (call.method === 'DELETE') links.remove(id, textOf(group, 'id'));
    else choose(call, id, group);
  }
  forgetGroups(call, id, new Set(links.of(id).map((link) => link.right)));
  return noContent;
}

/** `q=name:x*` */
function listGroups(call: Call): Answer {
  provisioning(call);
  const prefix = /^name:(.*?)\*?$/.exec(call.query.text('q') ?? '')?.[1]?.toLowerCase();
  const links = call.tenant.state.links(LINKS).of(supportedId(call));
  const rows = links
    .filter((link) => prefix === undefined || textOf(link.data, 'name').toLowerCase().startsWith(prefix))
    .map((link) => ({ id: link.right, ...link }));
  return ok(page(call, { key: 'groups', styles: ['checkpoint'] }, rows, ({ id, data }) => ({ id, ...data })));
}

const DIRECTORY = (verb: string): readonly string[] => [`${verb}:directory_provisionings`];

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: DIRECTORY('read'), handle: (call) => ok(provisioning(call)) },
  { method: 'POST', path: PATH, scopes: DIRECTORY('create'), handle: create },
  { method: 'PATCH', path: PATH, scopes: DIRECTORY('update'), handle: update },
  { method: 'DELETE', path: PATH, scopes: DIRECTORY('delete'), handle: remove },
  {
    method: 'GET',
    path: `${PATH}/default-mapping`,
    scopes: DIRECTORY('read'),
    handle: (call) => {
      supportedId(call);
      return ok({ mapping: DIRECTORY_DEFAULT });
    },
  },
  { method: 'GET', path: GROUPS, scopes: DIRECTORY('read'), handle: listGroups },
  { method: 'PUT', path: GROUPS, scopes: DIRECTORY('update'), handle: changeGroups },
  { method: 'POST', path: GROUPS, scopes: DIRECTORY('update'), handle: changeGroups },
  { method: 'DELETE', path: GROUPS, scopes: DIRECTORY('update'), handle: changeGroups },
  {
    method: 'GET',
    path: '/connections-directory-provisionings',
    scopes: DIRECTORY('read'),
    handle: (call) => {
      const list = { key: 'directory_provisionings', styles: ['checkpoint'] } as const;
      return ok(page(call, list, [...call.tenant.state.collection(STORE).entries()], (entry) => entry.value));
    },
  },
];

export const connectionDirectory: Resource = { routes };
