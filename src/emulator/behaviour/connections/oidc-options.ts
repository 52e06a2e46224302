import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { getObject, getString } from '../../engine/json-objects.ts';
import { DISCOVERY_DOCUMENTS } from '../../facts/discovery-documents.ts';

const ENDPOINTS = { authorization_endpoint: 'authorize', token_endpoint: 'token', userinfo_endpoint: 'userinfo' } as const;

/**
 * Adds `oidc_metadata` and fills in unset endpoints from it. The API fetches the provider's discovery document; the emulator
 * sends no requests and derives one from the discovery URL or the Okta domain.
 */
export function addOidcMetadata(options: JsonObject): JsonObject {
  const known = getObjectMember(options, 'oidc_metadata');
  const base = getBaseUrl(options);
  if (known === undefined && base === '') return options;
  const fetched = DISCOVERY_DOCUMENTS[getString(options, 'discovery_url')] ?? buildDocument(base);
  const metadata = known === undefined ? fetched : getObject(options, 'oidc_metadata');
  const filled = Object.keys(ENDPOINTS).flatMap((name) => {
    const found = getObjectMember(metadata, name);
    return (getObjectMember(options, name) ?? null) === null && found !== undefined ? [[name, found] as const] : [];
  });
  return { ...options, ...Object.fromEntries(filled), oidc_metadata: metadata };
}

function getBaseUrl(options: JsonObject): string {
  const address = getString(options, 'discovery_url');
  if (URL.canParse(address)) return new URL(address).origin;
  const domain = getString(options, 'domain');
  return domain === '' ? '' : `https://${domain}/oauth2/v1`;
}

const buildDocument = (base: string): JsonObject => ({
  issuer: base,
  ...Object.fromEntries(Object.entries(ENDPOINTS).map(([name, path]) => [name, `${base}/${path}`])),
  jwks_uri: `${base}/keys`,
  response_types_supported: ['code', 'id_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
});
