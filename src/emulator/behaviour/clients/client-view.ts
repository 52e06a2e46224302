import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import type { Verb } from '../../engine/kinds/collection-facts.ts';
import { asObject, objectsOf, pick, textOf, without } from '../../engine/objects.ts';
import { TENANT_PRIVATE_KEY } from '../../facts/signing-certificate.ts';
import { forbidden } from '../../http/refusal.ts';
import { showBothLogouts } from './client-members.ts';

const SECRETS = ['client_secret', 'encryption_key', 'signing_keys'];
/** What `read:client_summary` alone shows. */
const SUMMARY = ['client_id', 'name', 'app_type', 'is_first_party', 'tenant', 'global', 'logo_uri', 'description'];

/** Scopes for single members of a client, besides those for clients. */
export function neededScopes(call: Call): readonly (readonly string[])[] {
  const body = asObject(call.body);
  const needs: (readonly string[])[] = [];
  const isUpdate = call.method === 'PATCH';
  if (isUpdate && Object.hasOwn(body, 'client_secret')) needs.push(['update:client_keys']);
  if (Object.hasOwn(body, 'client_authentication_methods'))
    needs.push([isUpdate ? 'update:client_credentials' : 'create:client_credentials']);
  return needs;
}

/** Which clients a list shows. */
export function clientFilter(call: Call): ((client: JsonObject) => boolean) | undefined {
  const { query } = call;
  const global = query.flag('is_global');
  const party = query.flag('is_first_party');
  const types = query.list('app_type');
  const external = query.text('external_client_id');
  if ([global, party, types, external].every((wanted) => wanted === undefined)) return undefined;
  return (client) =>
    (global === undefined || global === (getObjectMember(client, 'global') === true)) &&
    (party === undefined || party === (getObjectMember(client, 'is_first_party') === true)) &&
    (types?.includes(textOf(client, 'app_type')) ?? true) &&
    (external === undefined || external === textOf(client, 'external_client_id'));
}

/** Only the answer that creates a client has the private part of its key (recorded traffic). */
export const showNewKeys = (client: JsonObject): readonly JsonObject[] =>
  objectsOf(client, 'signing_keys').map((key) => ({ ...key, key: TENANT_PRIVATE_KEY }));

/** Only lists call the subject deprecated (recorded traffic). */
const showInList = (client: JsonObject): JsonObject =>
  getObjectMember(client, 'signing_keys') === undefined
    ? client
    : { ...client, signing_keys: objectsOf(client, 'signing_keys').map((key) => ({ ...key, subject: 'deprecated' })) };

/** Secrets are left out without a word for tokens that may not read them; asked for by name they are refused. */
export function shownClient(call: Call, stored: JsonObject, verb: Verb): JsonObject {
  const client = showBothLogouts(verb === 'list' ? showInList(stored) : stored);
  if (verb === 'create' || call.scopes.has('read:client_keys') || call.scopes.has('read:client_credentials')) return client;
  const wanted = call.query.flag('include_fields') === false ? [] : (call.query.list('fields') ?? []);
  if (wanted.some((field) => SECRETS.includes(field))) {
    throw forbidden('Some fields cannot be read with the permissions granted by the bearer token scopes.', 'insufficient_scope');
  }
  const isSummary = verb !== 'update' && !call.scopes.has('read:clients');
  return isSummary ? pick(client, SUMMARY) : without(client, SECRETS);
}
