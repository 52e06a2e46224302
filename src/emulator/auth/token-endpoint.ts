import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { SignJWT } from 'jose';
import { getObjectMember, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getObjects, getString, getStrings, toObject } from '../engine/json-objects.ts';
import { resolveLoginClientId } from '../facts/demo-credentials.ts';
import { type Answer, answerOk } from '../http/http-answer.ts';
import { type EmulatedTenant, getIssuer, getManagementAudience } from '../state/emulated-tenant.ts';
import { buildUnauthorizedClient, OAuthError } from './oauth-error.ts';
import type { TokenSigningKeys } from './token-signing-keys.ts';
import { CLIENT_ASSERTION_TYPE, type ClientAssertionVerifier, hasAssertionMethod } from './verify-client-assertion.ts';

export interface TokenEndpoint {
  readonly tenant: EmulatedTenant;
  readonly keys: Promise<TokenSigningKeys>;
  readonly assertions: ClientAssertionVerifier;
  /** The emulator's own URL followed by `/api/v2/`. Accepted as an alias of the Management API's audience. */
  readonly aliasAudience: string;
  readonly now: () => Date;
}

/** Answers `POST /oauth/token`. Supports the client credentials grant only. */
export async function grantToken(endpoint: TokenEndpoint, body: JsonValue | undefined): Promise<Answer> {
  try {
    return answerOk(await answerGrant(endpoint, toObject(body)));
  } catch (error) {
    if (error instanceof OAuthError) return error.toAnswer();
    throw error;
  }
}

async function answerGrant(endpoint: TokenEndpoint, body: JsonObject): Promise<JsonObject> {
  const grantType = getString(body, 'grant_type');
  if (grantType === '') throw new OAuthError(403, 'invalid_request', 'Missing required parameter: grant_type');
  if (grantType !== 'client_credentials')
    throw new OAuthError(403, 'unsupported_grant_type', `Unsupported grant type: ${grantType}`);
  const client = await authenticateClient(endpoint, body);
  if (!getStrings(client, 'grant_types').includes(grantType)) {
    throw new OAuthError(403, 'unauthorized_client', `Grant type '${grantType}' not allowed for the client.`);
  }
  return issueToken(endpoint, client, body);
}

const MAX_LIFETIME = 2_592_000;

async function authenticateClient(endpoint: TokenEndpoint, body: JsonObject): Promise<JsonObject> {
  const sentId = getString(body, 'client_id');
  const client = endpoint.tenant.state.getCollection('clients').get(resolveLoginClientId(sentId));
  if (client === undefined || getObjectMember(client, 'global') === true) throw buildUnauthorizedClient();
  if (!hasAssertionMethod(client)) return checkSecret(client, getString(body, 'client_secret'));
  if (getString(body, 'client_assertion_type') !== CLIENT_ASSERTION_TYPE) throw buildUnauthorizedClient();
  await endpoint.assertions.verify(client, getString(body, 'client_assertion'));
  return client;
}

function checkSecret(client: JsonObject, secret: string): JsonObject {
  const expected = [getString(client, 'client_secret'), getString(client, '$alias_secret')].filter((text) => text !== '');
  const isPublic = getString(client, 'token_endpoint_auth_method') === 'none';
  if (isPublic || !expected.some((text) => isSameText(text, secret))) throw buildUnauthorizedClient();
  return client;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

async function issueToken(endpoint: TokenEndpoint, client: JsonObject, body: JsonObject): Promise<JsonObject> {
  const api = findRequestedApi(endpoint, getString(body, 'audience'));
  const audience = getString(api, 'identifier');
  const scope = computeGrantedScope(endpoint.tenant, client, api, getString(body, 'scope'));
  const life = getLifetime(api);
  const now = Math.floor(endpoint.now().getTime() / 1000);
  const keys = await endpoint.keys;
  const clientId = getString(client, 'client_id');
  const token = await new SignJWT({ scope, gty: 'client-credentials', azp: clientId })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keys.kid })
    .setIssuer(getIssuer(endpoint.tenant))
    .setSubject(`${clientId}@clients`)
    .setAudience(audience)
    .setIssuedAt(now)
    .setJti(randomUUID().replaceAll('-', ''))
    .setExpirationTime(now + life)
    .sign(keys.privateKey);
  return { access_token: token, scope, expires_in: life, token_type: 'Bearer' };
}

/** Returns the token lifetime of an API in seconds. An invalid value from an edited state file counts as one day. */
function getLifetime(api: JsonObject): number {
  const life = getObjectMember(api, 'token_lifetime');
  return typeof life === 'number' && life >= 0 && life <= MAX_LIFETIME ? life : 86_400;
}

function findRequestedApi({ tenant, aliasAudience }: TokenEndpoint, sent: string): JsonObject {
  const audience = sent === aliasAudience ? getManagementAudience(tenant) : sent;
  const found = tenant.state.getCollection('resource-servers').find('identifier', audience)[0]?.value;
  if (found === undefined) throw new OAuthError(403, 'access_denied', `Service not enabled within domain: ${sent}`);
  return found;
}

/** Computes the token's `scope` from the client grant. A `scope` in the request can only narrow it. */
function computeGrantedScope(tenant: EmulatedTenant, client: JsonObject, api: JsonObject, requestedScope: string): string {
  const audience = getString(api, 'identifier');
  const grants = tenant.state.getCollection('client-grants').find('key', `${getString(client, 'client_id')}|${audience}|client`);
  const grant = grants[0]?.value;
  if (grant === undefined)
    throw new OAuthError(
      403,
      'access_denied',
      `Client is not authorized to access "${audience}". You need to create a "client-grant" associated to this API.`,
    );
  const all = getObjectMember(grant, 'allow_all_scopes') === true;
  const names = all ? getObjects(api, 'scopes').map((scope) => getString(scope, 'value')) : getStrings(grant, 'scope');
  return (requestedScope === '' ? names : names.filter((name) => requestedScope.split(' ').includes(name))).join(' ');
}
