import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';
import type { Call, Route } from '../engine/call.ts';
import { param } from '../engine/call.ts';
import { asObject, pick, textOf, visible } from '../engine/objects.ts';
import { page } from '../engine/paging/paging.ts';
import type { Resource } from '../engine/resource.ts';
import { SCIM_DEFAULTS, SCIM_USER_ID } from '../facts/provisioning-mappings.ts';
import { type Answer, created, noContent, ok } from '../http/answer.ts';
import { badRequest, conflict, notFound } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';
import { connectionId } from './connection-clients.ts';

const PATH = '/connections/{id}/scim-configuration';
const STORE = 'scim-configurations';
const TOKENS = 'scim-tokens';
const MAX_TOKENS = 2;

const UNSUPPORTED =
  'This connection type does not support SCIM. Please see our documentation for the currently supported connection types: https://auth0.com/docs/authenticate/protocols/scim/configure-inbound-scim.';

const strategyOf = (call: Call, id: string): string => textOf(need(call.tenant, 'connections', id), 'strategy');

/** Without an errorCode (recorded traffic). */
function configuration(call: Call): JsonObject {
  const found = call.tenant.state.collection(STORE).get(connectionId(call));
  if (found === undefined) throw notFound('Not Found');
  return found;
}

function create(call: Call): Answer {
  const id = connectionId(call);
  const strategy = strategyOf(call, id);
  const mapping = SCIM_DEFAULTS[strategy];
  if (mapping === undefined) throw notFound(UNSUPPORTED);
  if (call.tenant.state.collection(STORE).has(id))
    throw badRequest('SCIM configuration already exists for connection', 'operation_not_supported');
  const stamp = call.tenant.clock.stamp();
  const made = {
    tenant_name: call.tenant.name,
    connection_id: id,
    connection_name: textOf(need(call.tenant, 'connections', id), 'name'),
    strategy,
    mapping,
    updated_on: stamp,
    created_at: stamp,
    user_id_attribute: SCIM_USER_ID,
    ...asObject(call.body),
  };
  call.tenant.state.collection(STORE).put(id, made);
  return created(made);
}

function update(call: Call): Answer {
  const after = { ...configuration(call), ...asObject(call.body), updated_on: call.tenant.clock.stamp() };
  call.tenant.state.collection(STORE).put(connectionId(call), after);
  return ok(after);
}

function defaultMapping(call: Call): Answer {
  const mapping = SCIM_DEFAULTS[strategyOf(call, connectionId(call))];
  if (mapping === undefined) throw notFound('Not Found');
  return ok({ mapping });
}

function createToken(call: Call): Answer {
  configuration(call);
  const id = connectionId(call);
  const store = call.tenant.state.collection(TOKENS);
  if (store.find('parent', id).length >= MAX_TOKENS)
    throw conflict('Maximum of 2 tokens already issued for this connection', 'scim_token_conflict');
  const token = {
    token_id: `tok_${call.tenant.ids.base62(16)}`,
    ...asObject(call.body),
    created_at: call.tenant.clock.stamp(),
    $connection: id,
  };
  store.put(token.token_id, token);
  return created({ ...visible(token), token: `${token.token_id}.${call.tenant.ids.hex(64)}` });
}

function deleteToken(call: Call): Answer {
  const id = connectionId(call);
  const found = call.tenant.state.collection(TOKENS).get(param(call, 'tokenId'));
  if (isObject(found) && getObjectMember(found, '$connection') === id)
    call.tenant.state.collection(TOKENS).delete(param(call, 'tokenId'));
  return noContent;
}

const SCIM = (verb: string): readonly string[] => [`${verb}:scim_config`];

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: SCIM('read'), handle: (call) => ok(configuration(call)) },
  { method: 'POST', path: PATH, scopes: SCIM('create'), handle: create },
  { method: 'PATCH', path: PATH, scopes: SCIM('update'), handle: update },
  {
    method: 'DELETE',
    path: PATH,
    scopes: SCIM('delete'),
    handle: (call) => {
      call.tenant.state.collection(STORE).delete(connectionId(call));
      return noContent;
    },
  },
  { method: 'GET', path: `${PATH}/default-mapping`, scopes: SCIM('read'), handle: defaultMapping },
  {
    method: 'GET',
    path: `${PATH}/tokens`,
    scopes: ['read:scim_token'],
    handle: (call) =>
      ok(
        call.tenant.state
          .collection(TOKENS)
          .find('parent', connectionId(call))
          .map(({ value }) => visible(value)),
      ),
  },
  { method: 'POST', path: `${PATH}/tokens`, scopes: ['create:scim_token'], handle: createToken },
  { method: 'DELETE', path: `${PATH}/tokens/{tokenId}`, scopes: ['delete:scim_token'], handle: deleteToken },
  {
    method: 'GET',
    path: '/connections-scim-configurations',
    scopes: SCIM('read'),
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
      return ok(page(call, list, [...call.tenant.state.collection(STORE).entries()], (entry) => pick(entry.value, members)));
    },
  },
];

export const connectionScim: Resource = { routes, indexes: { [TOKENS]: { parent: (token) => [textOf(token, '$connection')] } } };
