import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObjects, getString, omit, pick, toObject } from '../../engine/json-objects.ts';
import type { CollectionVerb } from '../../engine/kinds/collection-facts.ts';
import { TENANT_PRIVATE_KEY } from '../../facts/signing-certificate.ts';
import { forbidden } from '../../http/refusal.ts';
import { showBothLogouts } from './complete-client.ts';

const SECRET_MEMBERS = ['client_secret', 'encryption_key', 'signing_keys'];
/** Members that a token with only `read:client_summary` can read. */
const SUMMARY_MEMBERS = ['client_id', 'name', 'app_type', 'is_first_party', 'tenant', 'global', 'logo_uri', 'description'];

/** Lists the scopes that single members of a client require in addition to the client scopes. */
export function listClientMemberScopes(call: ApiCall): readonly (readonly string[])[] {
  const body = toObject(call.body);
  const needs: (readonly string[])[] = [];
  const isUpdate = call.method === 'PATCH';
  if (isUpdate && Object.hasOwn(body, 'client_secret')) needs.push(['update:client_keys']);
  if (Object.hasOwn(body, 'client_authentication_methods'))
    needs.push([isUpdate ? 'update:client_credentials' : 'create:client_credentials']);
  return needs;
}

/** Builds the filter of a client list; `undefined` if the query has none. */
export function buildClientFilter(call: ApiCall): ((client: JsonObject) => boolean) | undefined {
  const { query } = call;
  const global = query.getBoolean('is_global');
  const party = query.getBoolean('is_first_party');
  const types = query.getList('app_type');
  const external = query.getString('external_client_id');
  if ([global, party, types, external].every((requested) => requested === undefined)) return undefined;
  return (client) =>
    (global === undefined || global === (getObjectMember(client, 'global') === true)) &&
    (party === undefined || party === (getObjectMember(client, 'is_first_party') === true)) &&
    (types?.includes(getString(client, 'app_type')) ?? true) &&
    (external === undefined || external === getString(client, 'external_client_id'));
}

/** Returns the signing keys of a new client. Only the response to its creation has the private part (recorded traffic). */
export const showNewKeys = (client: JsonObject): readonly JsonObject[] =>
  getObjects(client, 'signing_keys').map((key) => ({ ...key, key: TENANT_PRIVATE_KEY }));

/** Marks the subject of signing keys as deprecated, which only lists do (recorded traffic). */
const showInList = (client: JsonObject): JsonObject =>
  getObjectMember(client, 'signing_keys') === undefined
    ? client
    : { ...client, signing_keys: getObjects(client, 'signing_keys').map((key) => ({ ...key, subject: 'deprecated' })) };

/** Builds the client of a response. Members that the token cannot read are omitted; requesting them in `fields` is refused. */
export function showClient(call: ApiCall, stored: JsonObject, verb: CollectionVerb): JsonObject {
  const client = showBothLogouts(verb === 'list' ? showInList(stored) : stored);
  if (verb === 'create' || call.scopes.has('read:client_keys') || call.scopes.has('read:client_credentials')) return client;
  const requested = call.query.getBoolean('include_fields') === false ? [] : (call.query.getList('fields') ?? []);
  if (requested.some((field) => SECRET_MEMBERS.includes(field))) {
    throw forbidden('Some fields cannot be read with the permissions granted by the bearer token scopes.', 'insufficient_scope');
  }
  const isSummary = verb !== 'update' && !call.scopes.has('read:clients');
  return isSummary ? pick(client, SUMMARY_MEMBERS) : omit(client, SECRET_MEMBERS);
}
