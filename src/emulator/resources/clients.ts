import { isObject, type JsonObject, member } from '../../model/json.ts';
import { refuseForeignCredentials, withSeparateCredentials } from '../behaviour/client-credentials.ts';
import { withClientDefaults } from '../behaviour/client-defaults.ts';
import { checkClient } from '../behaviour/client-rules.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { collectionOf } from '../engine/collection.ts';
import type { CollectionFacts, Verb } from '../engine/collection-facts.ts';
import { listLinks } from '../engine/listing.ts';
import { asObject, pick, textOf, textsOf, visible, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';
import { badRequest, forbidden, notFound } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';
import { shownConnection } from './connections.ts';
import { enablesClientConnections } from './tenant-settings.ts';

const READ = ['read:clients', 'read:client_keys', 'read:client_credentials', 'read:client_summary'];
const SECRETS = ['client_secret', 'encryption_key', 'signing_keys'];
/** What `read:client_summary` alone shows. */
const SUMMARY = ['client_id', 'name', 'app_type', 'is_first_party', 'tenant', 'global', 'logo_uri', 'description'];
const noClient = () => notFound('The client does not exist', 'inexistent_client');

/** Objects that a PATCH merges by one level; all others, `addons` too, it replaces (recorded traffic). */
const MERGED = [
  'client_metadata',
  'mobile',
  'native_social_login',
  'jwt_configuration',
  'session_transfer',
  'signed_request_object',
];

const facts: CollectionFacts = {
  name: 'clients',
  path: '/clients',
  idMember: 'client_id',
  newId: (call, draft) =>
    textOf(draft, 'third_party_security_mode') === 'strict' ? `tpc_${call.tenant.ids.base58(22)}` : call.tenant.ids.base62(32),
  scopes: {
    list: READ,
    read: READ,
    create: ['create:clients'],
    update: ['update:clients', 'update:client_keys', 'update:client_credentials'],
    delete: ['delete:clients'],
  },
  missing: { message: noClient().message, errorCode: 'inexistent_client' },
  alsoNeeds: neededScopes,
  indexes: {
    alias: (client) => textsOf(client, 'client_aliases'),
    api: (client) => [textOf(client, 'resource_server_identifier')],
    external: (client) => [textOf(client, 'external_client_id')],
  },
  unique: [{ index: 'alias', message: 'Another client exists with the same alias.', errorCode: 'client_conflict' }],
  list: { key: 'clients', styles: ['offset', 'checkpoint'], shape: ['total', 'start', 'limit', 'items'] },
  filter,
  patch: Object.fromEntries(MERGED.map((name) => [name, 'merge' as const])),
  idempotentDelete: true,
  fill: (call, body) => tidy({ ...withClientDefaults(call.tenant, body), ...newSecret(call, body) }),
  refine: (call, after, before, body) => tidy(withAuthentication(call, after, before, body)),
  check: (call, client, before, body) => {
    checkClient(call, client, before, body);
    if (before !== undefined) refuseForeignCredentials(call, client);
  },
  created: (call, client) => {
    const separate = withSeparateCredentials(call.tenant, client);
    call.tenant.state.collection('clients').put(textOf(client, 'client_id'), separate);
    if (enablesClientConnections(call)) enableEverywhere(call, textOf(client, 'client_id'));
    return { ...separate, encrypted: true };
  },
  removing: (call, client) => {
    if (member(client, 'global') === true) throw badRequest('Global client cannot be deleted.', 'operation_not_supported');
    forgetClient(call, textOf(client, 'client_id'));
  },
  show: shown,
};

function neededScopes(call: Call): readonly (readonly string[])[] {
  const body = asObject(call.body);
  const needs: (readonly string[])[] = [];
  const isUpdate = call.method === 'PATCH';
  if (isUpdate && Object.hasOwn(body, 'client_secret')) needs.push(['update:client_keys']);
  if (Object.hasOwn(body, 'client_authentication_methods'))
    needs.push([isUpdate ? 'update:client_credentials' : 'create:client_credentials']);
  return needs;
}

function filter(call: Call): ((client: JsonObject) => boolean) | undefined {
  const { query } = call;
  const global = query.flag('is_global');
  const party = query.flag('is_first_party');
  const types = query.list('app_type');
  const external = query.text('external_client_id');
  if ([global, party, types, external].every((wanted) => wanted === undefined)) return undefined;
  return (client) =>
    (global === undefined || global === (member(client, 'global') === true)) &&
    (party === undefined || party === (member(client, 'is_first_party') === true)) &&
    (types?.includes(textOf(client, 'app_type')) ?? true) &&
    (external === undefined || external === textOf(client, 'external_client_id'));
}

const newSecret = (call: Call, body: JsonObject): JsonObject =>
  usesKeys(body) || textOf(body, 'app_type') === 'express_configuration' ? {} : { client_secret: call.tenant.ids.base62(64) };

const usesKeys = (client: JsonObject): boolean => isObject(member(client, 'client_authentication_methods'));

/** With keys there is no secret; going back to a secret makes one (recorded traffic). */
function withAuthentication(call: Call, after: JsonObject, before: JsonObject, body: JsonObject): JsonObject {
  const echoed = Object.hasOwn(body, 'cross_origin_authentication')
    ? { ...after, cross_origin_auth: member(after, 'cross_origin_authentication') ?? false }
    : after;
  if (usesKeys(echoed)) return without(echoed, ['client_secret', 'token_endpoint_auth_method']);
  return usesKeys(before) && member(echoed, 'client_secret') === undefined
    ? { ...echoed, client_secret: call.tenant.ids.base62(64) }
    : echoed;
}

/** Kept as nothing when emptied (recorded traffic). */
const tidy = (client: JsonObject): JsonObject =>
  member(client, 'initiate_login_uri') === '' ? without(client, ['initiate_login_uri']) : client;

/** Each new client may use every connection there is, unless the tenant says otherwise (tenant settings documentation). */
function enableEverywhere(call: Call, client: string): void {
  for (const { id } of call.tenant.state.collection('connections').entries())
    call.tenant.state.links('connection-clients').put(id, client);
}

/** Grants, connections, organizations and credentials of a client go with it. */
function forgetClient(call: Call, id: string): void {
  const { state } = call.tenant;
  state.links('connection-clients').removeTo(id);
  state.links('organization-clients').removeTo(id);
  for (const grant of state.collection('client-grants').find('client', id)) {
    state.links('organization-client-grants').removeTo(grant.id);
    state.collection('client-grants').delete(grant.id);
  }
  for (const credential of state.collection('client_credentials').find('parent', id))
    state.collection('client_credentials').delete(credential.id);
}

/** Secrets are left out without a word for tokens that may not read them; asked for by name they are refused. */
function shown(call: Call, client: JsonObject, verb: Verb): JsonObject {
  if (verb === 'create' || call.scopes.has('read:client_keys') || call.scopes.has('read:client_credentials')) return client;
  const wanted = call.query.flag('include_fields') === false ? [] : (call.query.list('fields') ?? []);
  if (wanted.some((field) => SECRETS.includes(field))) {
    throw forbidden('Some fields cannot be read with the permissions granted by the bearer token scopes.', 'insufficient_scope');
  }
  const isSummary = verb !== 'update' && !call.scopes.has('read:clients');
  return isSummary ? pick(client, SUMMARY) : without(client, SECRETS);
}

const connectionsOfClient: Route = {
  method: 'GET',
  path: '/clients/{id}/connections',
  scopes: ['read:connections'],
  alsoNeeds: () => [['read:clients', 'read:client_summary']],
  handle: (call) => {
    const id = param(call, 'id');
    if (!call.tenant.state.collection('clients').has(id)) throw noClient();
    const strategies = call.query.list('strategy');
    const links = call.tenant.state
      .links('connection-clients')
      .to(id)
      .filter((link) => strategies?.includes(textOf(need(call.tenant, 'connections', link.left), 'strategy')) ?? true);
    return listLinks(call, { key: 'connections', styles: ['checkpoint'] }, links, 'left', (link) =>
      visible(shownConnection(call, need(call.tenant, 'connections', link.left))),
    );
  },
};

const rotateSecret: Route = {
  method: 'POST',
  path: '/clients/{id}/rotate-secret',
  scopes: ['update:client_keys'],
  handle: (call) => {
    const client = call.tenant.state.collection('clients').get(param(call, 'id'));
    if (client === undefined) throw noClient();
    if (usesKeys(client)) throw badRequest('The client does not use a secret.', 'operation_not_supported');
    const rotated = { ...client, client_secret: call.tenant.ids.base62(64) };
    call.tenant.state.collection('clients').put(param(call, 'id'), rotated);
    return ok(visible(rotated));
  },
};

export const clients: Resource = collectionOf(facts, [connectionsOfClient, rotateSecret]);
