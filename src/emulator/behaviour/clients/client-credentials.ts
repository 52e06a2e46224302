import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObject, getObjects, getString, omit } from '../../engine/json-objects.ts';
import { badRequest, notFound } from '../../http/refusal.ts';
import type { EmulatedTenant } from '../../state/emulated-tenant.ts';
import {
  computeCertificateThumbprint,
  computeKeyThumbprint,
  getExpiry,
  readCertificate,
  readPublicKey,
} from '../connections/certificates.ts';

/** Paths in a client to its credentials: complete ones in the request that creates the client, later `{id}` only. */
const CREDENTIAL_HOLDERS: readonly (readonly [string, string])[] = [
  ['client_authentication_methods', 'private_key_jwt'],
  ['client_authentication_methods', 'tls_client_auth'],
  ['client_authentication_methods', 'self_signed_tls_client_auth'],
  ['signed_request_object', ''],
  ['token_vault_privileged_access', ''],
];

const getHolder = (client: JsonObject, [outer, inner]: readonly [string, string]): JsonObject =>
  inner === '' ? getObject(client, outer) : getObject(getObject(client, outer), inner);

export const listCredentialIds = (client: JsonObject): readonly string[] =>
  CREDENTIAL_HOLDERS.flatMap((holder) =>
    getObjects(getHolder(client, holder), 'credentials').map((item) => getString(item, 'id')),
  ).filter((id) => id !== '');

/** Credentials per client (Auth0 documentation of application credentials). */
export const MAX_CREDENTIALS = 2;

/** Builds a stored credential: the PEM stays internal, thumbprint and expiry are computed from it (recorded traffic). */
export function buildCredential(tenant: EmulatedTenant, sent: JsonObject): JsonObject {
  const stamp = tenant.clock.stamp();
  const pem = getString(sent, 'pem');
  const rest = omit(sent, ['pem', 'parse_expiry_from_cert']);
  return {
    ...rest,
    ...deriveMembers(getString(sent, 'credential_type'), pem, rest),
    created_at: stamp,
    updated_at: stamp,
    ...computeExpiry(sent, pem),
    ...(pem === '' ? {} : { $pem: pem }),
  };
}

function deriveMembers(type: string, pem: string, sent: JsonObject): JsonObject {
  if (pem !== '' && getString(sent, 'subject_dn') !== '') throw badRequest('Only one of pem and subject_dn can be set.');
  if (type === 'public_key') return describePublicKey(pem, sent);
  const certificate = pem === '' ? undefined : readCertificate(pem);
  if (type === 'x509_cert' && certificate === undefined) throw badRequest('The pem does not hold a valid certificate.');
  if (certificate === undefined) return {};
  if (type === 'x509_cert') return { thumbprint_sha256: computeCertificateThumbprint(certificate) };
  return { subject_dn: certificate.subject.split('\n').join(',') };
}

function describePublicKey(pem: string, sent: JsonObject): JsonObject {
  const key = readPublicKey(pem);
  if (key === undefined) throw badRequest('The pem does not hold a valid public key.');
  return { kid: getObjectMember(sent, 'kid') ?? computeKeyThumbprint(key), alg: getObjectMember(sent, 'alg') ?? 'RS256' };
}

/** Computes `expires_at` with milliseconds. An X.509 credential always expires with its certificate. */
function computeExpiry(sent: JsonObject, pem: string): JsonObject {
  const sentExpiry = getString(sent, 'expires_at');
  if (sentExpiry !== '') return { expires_at: new Date(sentExpiry).toISOString() };
  const fromCertificate =
    getObjectMember(sent, 'parse_expiry_from_cert') === true || getString(sent, 'credential_type') === 'x509_cert';
  const certificate = fromCertificate ? readCertificate(pem) : undefined;
  return certificate === undefined ? {} : { expires_at: getExpiry(certificate) };
}

function addCredential(tenant: EmulatedTenant, client: string, sent: JsonObject): string {
  const id = `cred_${tenant.ids.makeBase58(22)}`;
  tenant.state.getCollection('client_credentials').put(id, { id, ...buildCredential(tenant, sent), $client: client });
  return id;
}

/** Validates the credentials in a request before the client is stored. */
export function checkEmbeddedCredentials(tenant: EmulatedTenant, client: JsonObject): void {
  for (const holder of CREDENTIAL_HOLDERS)
    for (const item of getObjects(getHolder(client, holder), 'credentials')) buildCredential(tenant, item);
}

/** Stores the credentials of a new client as separate objects and leaves their ids in the client. */
export const separateCredentials = (tenant: EmulatedTenant, client: JsonObject): JsonObject => {
  const separate = (value: JsonValue, name: string): JsonValue => {
    if (name === 'credentials' && isArray(value))
      return value.map((item) => ({ id: addCredential(tenant, getString(client, 'client_id'), isObject(item) ? item : {}) }));
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, separate(item, key)])) : value;
  };
  const holders = [...new Set(CREDENTIAL_HOLDERS.map(([outer]) => outer))].filter((outer) => Object.hasOwn(client, outer));
  return { ...client, ...Object.fromEntries(holders.map((outer) => [outer, separate(client[outer] ?? null, outer)])) };
};

/** Stricter than the API: a client can refer only to its own credentials. */
export function refuseForeignCredentials(call: ApiCall, client: JsonObject): void {
  for (const id of listCredentialIds(client)) {
    const credential = call.tenant.state.getCollection('client_credentials').get(id);
    if (credential === undefined || getString(credential, '$client') !== getString(client, 'client_id'))
      throw notFound('Credential does not exist', 'inexistent_credential');
  }
}
