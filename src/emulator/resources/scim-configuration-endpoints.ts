import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import { getPathParameter } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, omitInternal, pick, toObject } from '../engine/json-objects.ts';
import { buildListPage } from '../engine/paging/list-page.ts';
import { DEFAULT_SCIM_MAPPINGS, DEFAULT_SCIM_USER_ID } from '../facts/provisioning-mappings.ts';
import { type Answer, answerCreated, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { badRequest, conflict, notFound } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';
import { requireConnectionId } from './connection-client-endpoints.ts';

const PATH = '/connections/{id}/scim-configuration';
const STORE = 'scim-configurations';
const TOKENS = 'scim-tokens';
const MAX_TOKENS = 2;

const UNSUPPORTED =
  'This connection type does not support SCIM. Please see our documentation for the currently supported connection types: https://auth0.com/docs/authenticate/protocols/scim/configure-inbound-scim.';

const getStrategy = (call: ApiCall, id: string): string => getString(getStoredObject(call.tenant, 'connections', id), 'strategy');

/** Returns the configuration. The API's 404 has no `errorCode` (recorded traffic). */
function requireConfiguration(call: ApiCall): JsonObject {
  const found = call.tenant.state.getCollection(STORE).get(requireConnectionId(call));
  if (found === undefined) throw notFound('Not Found');
  return found;
}

function create(call: ApiCall): Answer {
  const id = requireConnectionId(call);
  const strategy = getStrategy(call, id);
  const mapping = DEFAULT_SCIM_MAPPINGS[strategy];
  if (mapping === undefined) throw notFound(UNSUPPORTED);
  if (call.tenant.state.getCollection(STORE).has(id))
    throw badRequest('SCIM configuration already exists for connection', 'operation_not_supported');
  const stamp = call.tenant.clock.stamp();
  const newConfiguration = {
    tenant_name: call.tenant.name,
    connection_id: id,
    connection_name: getString(getStoredObject(call.tenant, 'connections', id), 'name'),
    strategy,
    mapping,
    updated_on: stamp,
    created_at: stamp,
    user_id_attribute: DEFAULT_SCIM_USER_ID,
    ...toObject(call.body),
  };
  call.tenant.state.getCollection(STORE).put(id, newConfiguration);
  return answerCreated(newConfiguration);
}

function update(call: ApiCall): Answer {
  const after = { ...requireConfiguration(call), ...toObject(call.body), updated_on: call.tenant.clock.stamp() };
  call.tenant.state.getCollection(STORE).put(requireConnectionId(call), after);
  return answerOk(after);
}

function readDefaultMapping(call: ApiCall): Answer {
  const mapping = DEFAULT_SCIM_MAPPINGS[getStrategy(call, requireConnectionId(call))];
  if (mapping === undefined) throw notFound('Not Found');
  return answerOk({ mapping });
}

function createToken(call: ApiCall): Answer {
  requireConfiguration(call);
  const id = requireConnectionId(call);
  const store = call.tenant.state.getCollection(TOKENS);
  if (store.find('parent', id).length >= MAX_TOKENS)
    throw conflict('Maximum of 2 tokens already issued for this connection', 'scim_token_conflict');
  const token = {
    token_id: `tok_${call.tenant.ids.makeBase62(16)}`,
    ...toObject(call.body),
    created_at: call.tenant.clock.stamp(),
    $connection: id,
  };
  store.put(token.token_id, token);
  return answerCreated({ ...omitInternal(token), token: `${token.token_id}.${call.tenant.ids.makeHex(64)}` });
}

function deleteToken(call: ApiCall): Answer {
  const id = requireConnectionId(call);
  const found = call.tenant.state.getCollection(TOKENS).get(getPathParameter(call, 'tokenId'));
  if (isObject(found) && getObjectMember(found, '$connection') === id)
    call.tenant.state.getCollection(TOKENS).delete(getPathParameter(call, 'tokenId'));
  return NO_CONTENT;
}

const buildScopes = (verb: string): readonly string[] => [`${verb}:scim_config`];

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: buildScopes('read'), handle: (call) => answerOk(requireConfiguration(call)) },
  { method: 'POST', path: PATH, scopes: buildScopes('create'), handle: create },
  { method: 'PATCH', path: PATH, scopes: buildScopes('update'), handle: update },
  {
    method: 'DELETE',
    path: PATH,
    scopes: buildScopes('delete'),
    handle: (call) => {
      call.tenant.state.getCollection(STORE).delete(requireConnectionId(call));
      return NO_CONTENT;
    },
  },
  { method: 'GET', path: `${PATH}/default-mapping`, scopes: buildScopes('read'), handle: readDefaultMapping },
  {
    method: 'GET',
    path: `${PATH}/tokens`,
    scopes: ['read:scim_token'],
    handle: (call) =>
      answerOk(
        call.tenant.state
          .getCollection(TOKENS)
          .find('parent', requireConnectionId(call))
          .map(({ value }) => omitInternal(value)),
      ),
  },
  { method: 'POST', path: `${PATH}/tokens`, scopes: ['create:scim_token'], handle: createToken },
  { method: 'DELETE', path: `${PATH}/tokens/{tokenId}`, scopes: ['delete:scim_token'], handle: deleteToken },
  {
    method: 'GET',
    path: '/connections-scim-configurations',
    scopes: buildScopes('read'),
    handle: (call) => {
      const list = { key: 'scim_configurations', styles: ['checkpoint'] } as const;
      const members = [
        'connection_id',
        'connection_name',
        'strategy',
        'tenant_name',
        'user_id_attribute',
        'mapping',
        'created_at',
        'updated_on',
      ];
      return answerOk(
        buildListPage(call, list, [...call.tenant.state.getCollection(STORE).entries()], (entry) => pick(entry.value, members)),
      );
    },
  },
];

export const scimConfigurationEndpoints: EndpointSet = {
  routes,
  indexes: { [TOKENS]: { parent: (token) => [getString(token, '$connection')] } },
};
