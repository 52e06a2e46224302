import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { objectOf, objectsOf, textOf, without } from '../../engine/objects.ts';
import { badRequest, notFound } from '../../http/refusal.ts';
import type { Tenant } from '../../state/tenant.ts';
import { certificateThumbprint, expiryOf, keyThumbprint, readCertificate, readPublicKey } from '../connections/certificates.ts';

/** Places in a client that hold credentials: in a request that creates it whole ones, else `{id}`. */
const HOLDERS: readonly (readonly [string, string])[] = [
  ['client_authentication_methods', 'private_key_jwt'],
  ['client_authentication_methods', 'tls_client_auth'],
  ['client_authentication_methods', 'self_signed_tls_client_auth'],
  ['signed_request_object', ''],
  ['token_vault_privileged_access', ''],
];

const holderOf = (client: JsonObject, [outer, inner]: readonly [string, string]): JsonObject =>
  inner === '' ? objectOf(client, outer) : objectOf(objectOf(client, outer), inner);

export const credentialIdsIn = (client: JsonObject): readonly string[] =>
  HOLDERS.flatMap((holder) => objectsOf(holderOf(client, holder), 'credentials').map((item) => textOf(item, 'id'))).filter(
    (id) => id !== '',
  );

/** A client has at most two credentials of its own (application credential documentation). */
export const MAX_CREDENTIALS = 2;

/** A credential as it is kept: its text stays inside, its thumbprint and its end are made from it (recorded traffic). */
export function newCredential(tenant: Tenant, sent: JsonObject): JsonObject {
  const stamp = tenant.clock.stamp();
  const pem = textOf(sent, 'pem');
  const rest = without(sent, ['pem', 'parse_expiry_from_cert']);
  return {
    ...rest,
    ...derived(textOf(sent, 'credential_type'), pem, rest),
    created_at: stamp,
    updated_at: stamp,
    ...expiry(sent, pem),
    ...(pem === '' ? {} : { $pem: pem }),
  };
}

function derived(type: string, pem: string, sent: JsonObject): JsonObject {
  if (pem !== '' && textOf(sent, 'subject_dn') !== '') throw badRequest('Only one of pem and subject_dn can be set.');
  if (type === 'public_key') return publicKey(pem, sent);
  const certificate = pem === '' ? undefined : readCertificate(pem);
  if (type === 'x509_cert' && certificate === undefined) throw badRequest('The pem does not hold a valid certificate.');
  if (certificate === undefined) return {};
  if (type === 'x509_cert') return { thumbprint_sha256: certificateThumbprint(certificate) };
  return { subject_dn: certificate.subject.split('\n').join(',') };
}

function publicKey(pem: string, sent: JsonObject): JsonObject {
  const key = readPublicKey(pem);
  if (key === undefined) throw badRequest('The pem does not hold a valid public key.');
  return { kid: getObjectMember(sent, 'kid') ?? keyThumbprint(key), alg: getObjectMember(sent, 'alg') ?? 'RS256' };
}

/** Normalised to milliseconds; an X.509 credential always ends with its certificate. */
function expiry(sent: JsonObject, pem: string): JsonObject {
  const given = textOf(sent, 'expires_at');
  if (given !== '') return { expires_at: new Date(given).toISOString() };
  const fromCertificate =
    getObjectMember(sent, 'parse_expiry_from_cert') === true || textOf(sent, 'credential_type') === 'x509_cert';
  const certificate = fromCertificate ? readCertificate(pem) : undefined;
  return certificate === undefined ? {} : { expires_at: expiryOf(certificate) };
}

function addCredential(tenant: Tenant, client: string, sent: JsonObject): string {
  const id = `cred_${tenant.ids.base58(22)}`;
  tenant.state.collection('client_credentials').put(id, { id, ...newCredential(tenant, sent), $client: client });
  return id;
}

/** Refuses what could not be kept, before the client is. */
export function checkEmbeddedCredentials(tenant: Tenant, client: JsonObject): void {
  for (const holder of HOLDERS)
    for (const item of objectsOf(holderOf(client, holder), 'credentials')) newCredential(tenant, item);
}

/** Credentials that come with a new client become objects of their own; the client keeps their ids. */
export const withSeparateCredentials = (tenant: Tenant, client: JsonObject): JsonObject => {
  const separate = (value: JsonValue, name: string): JsonValue => {
    if (name === 'credentials' && isArray(value))
      return value.map((item) => ({ id: addCredential(tenant, textOf(client, 'client_id'), isObject(item) ? item : {}) }));
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, separate(item, key)])) : value;
  };
  const holders = [...new Set(HOLDERS.map(([outer]) => outer))].filter((outer) => Object.hasOwn(client, outer));
  return { ...client, ...Object.fromEntries(holders.map((outer) => [outer, separate(client[outer] ?? null, outer)])) };
};

/** Strict: what a client refers to must be a credential of its own. */
export function refuseForeignCredentials(call: Call, client: JsonObject): void {
  for (const id of credentialIdsIn(client)) {
    const credential = call.tenant.state.collection('client_credentials').get(id);
    if (credential === undefined || textOf(credential, '$client') !== textOf(client, 'client_id'))
      throw notFound('Credential does not exist', 'inexistent_credential');
  }
}
