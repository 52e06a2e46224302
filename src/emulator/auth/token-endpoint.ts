import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { SignJWT } from 'jose';
import { getObjectMember, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { asObject, objectsOf, textOf, textsOf } from '../engine/objects.ts';
import { clientIdForLogin } from '../facts/credentials.ts';
import { type Answer, ok } from '../http/answer.ts';
import { issuerOf, managementAudience, type Tenant } from '../state/tenant.ts';
import { ASSERTION_TYPE, type AssertionCheck, usesAssertion } from './assertion.ts';
import type { SigningKeys } from './keys.ts';
import { OAuthError, unauthorizedClient } from './oauth-error.ts';

export interface TokenEndpoint {
  readonly tenant: Tenant;
  readonly keys: Promise<SigningKeys>;
  readonly assertions: AssertionCheck;
  /** The emulator's own address followed by `/api/v2/`: means the Management API, as the canonical audience does. */
  readonly aliasAudience: string;
  readonly now: () => Date;
}

/** `POST /oauth/token`, client credentials only. */
export async function grantToken(endpoint: TokenEndpoint, body: JsonValue | undefined): Promise<Answer> {
  try {
    return ok(await tokenFor(endpoint, asObject(body)));
  } catch (error) {
    if (error instanceof OAuthError) return error.answer();
    throw error;
  }
}

async function tokenFor(endpoint: TokenEndpoint, body: JsonObject): Promise<JsonObject> {
  const grantType = textOf(body, 'grant_type');
  if (grantType === '') throw new OAuthError(403, 'invalid_request', 'Missing required parameter: grant_type');
  if (grantType !== 'client_credentials')
    throw new OAuthError(403, 'unsupported_grant_type', `Unsupported grant type: ${grantType}`);
  const client = await authenticated(endpoint, body);
  if (!textsOf(client, 'grant_types').includes(grantType)) {
    throw new OAuthError(403, 'unauthorized_client', `Grant type '${grantType}' not allowed for the client.`);
  }
  return issue(endpoint, client, body);
}

const MOST_LIFETIME = 2_592_000;

async function authenticated(endpoint: TokenEndpoint, body: JsonObject): Promise<JsonObject> {
  const sentId = textOf(body, 'client_id');
  const client = endpoint.tenant.state.collection('clients').get(clientIdForLogin(sentId));
  if (client === undefined || getObjectMember(client, 'global') === true) throw unauthorizedClient();
  if (!usesAssertion(client)) return withSecret(client, textOf(body, 'client_secret'));
  if (textOf(body, 'client_assertion_type') !== ASSERTION_TYPE) throw unauthorizedClient();
  await endpoint.assertions.check(client, textOf(body, 'client_assertion'));
  return client;
}

function withSecret(client: JsonObject, secret: string): JsonObject {
  const expected = [textOf(client, 'client_secret'), textOf(client, '$alias_secret')].filter((text) => text !== '');
  const isPublic = textOf(client, 'token_endpoint_auth_method') === 'none';
  if (isPublic || !expected.some((text) => sameText(text, secret))) throw unauthorizedClient();
  return client;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

async function issue(endpoint: TokenEndpoint, client: JsonObject, body: JsonObject): Promise<JsonObject> {
  const api = requestedApi(endpoint, textOf(body, 'audience'));
  const audience = textOf(api, 'identifier');
  const scope = grantedScope(endpoint.tenant, client, api, textOf(body, 'scope'));
  const life = lifetimeOf(api);
  const now = Math.floor(endpoint.now().getTime() / 1000);
  const keys = await endpoint.keys;
  const clientId = textOf(client, 'client_id');
  const token = await new SignJWT({ scope, gty: 'client-credentials', azp: clientId })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keys.kid })
    .setIssuer(issuerOf(endpoint.tenant))
    .setSubject(`${clientId}@clients`)
    .setAudience(audience)
    .setIssuedAt(now)
    .setJti(randomUUID().replaceAll('-', ''))
    .setExpirationTime(now + life)
    .sign(keys.privateKey);
  return { access_token: token, scope, expires_in: life, token_type: 'Bearer' };
}

/** In seconds. A state file may say anything. */
function lifetimeOf(api: JsonObject): number {
  const life = getObjectMember(api, 'token_lifetime');
  return typeof life === 'number' && life >= 0 && life <= MOST_LIFETIME ? life : 86_400;
}

function requestedApi({ tenant, aliasAudience }: TokenEndpoint, sent: string): JsonObject {
  const audience = sent === aliasAudience ? managementAudience(tenant) : sent;
  const found = tenant.state.collection('resource-servers').find('identifier', audience)[0]?.value;
  if (found === undefined) throw new OAuthError(403, 'access_denied', `Service not enabled within domain: ${sent}`);
  return found;
}

/** The grant decides what the token carries; a `scope` in the request can only narrow it. */
function grantedScope(tenant: Tenant, client: JsonObject, api: JsonObject, wanted: string): string {
  const audience = textOf(api, 'identifier');
  const grants = tenant.state.collection('client-grants').find('key', `${textOf(client, 'client_id')}|${audience}|client`);
  const grant = grants[0]?.value;
  if (grant === undefined)
    throw new OAuthError(
      403,
      'access_denied',
      `Client is not authorized to access "${audience}". You need to create a "client-grant" associated to this API.`,
    );
  const all = getObjectMember(grant, 'allow_all_scopes') === true;
  const names = all ? objectsOf(api, 'scopes').map((scope) => textOf(scope, 'value')) : textsOf(grant, 'scope');
  return (wanted === '' ? names : names.filter((name) => wanted.split(' ').includes(name))).join(' ');
}
