import { createHash } from 'node:crypto';
import type { JsonValue } from '../../model/json/json-value.ts';
import type { Person } from '../auth/bearer.ts';
import { MANAGEMENT_SCOPES } from '../facts/scopes.ts';
import type { Answer } from '../http/answer.ts';
import { type Api, answerFor, dispatch } from '../http/dispatch.ts';
import type { Incoming } from '../http/incoming.ts';
import { parseTarget } from '../http/url.ts';

/** The dashboard's own client; no client of the tenant has this id. */
const DASHBOARD_CLIENT_ID = 'emulatedDashboardClient000000000';
const SCOPES = new Set(MANAGEMENT_SCOPES.map((scope) => scope.value));
/** An address for documentation (RFC 5737). */
const IP = '203.0.113.10';
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A request as the dashboard sends it when somebody presses a button there. */
export async function personRequest(
  api: Api,
  person: Person,
  method: string,
  path: string,
  body: JsonValue | undefined,
): Promise<Answer> {
  const known = { ...person, user_id: person.user_id === '' ? `auth0|${digestOf(person.email).slice(0, 24)}` : person.user_id };
  const jti = digestOf(`session of ${known.user_id}`).slice(0, 32);
  try {
    const bearer = { clientId: DASHBOARD_CLIENT_ID, scopes: SCOPES, expiresAt: Number.POSITIVE_INFINITY, jti, person: known };
    return await dispatch(api, incomingOf(method, path, body), bearer);
  } catch (error) {
    return answerFor(error);
  }
}

const incomingOf = (method: string, path: string, body: JsonValue | undefined): Incoming => ({
  method,
  target: parseTarget(path.startsWith('/api/v2/') ? path : `/api/v2${path}`),
  headers: { 'content-type': 'application/json', 'user-agent': USER_AGENT },
  bytes: body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body)),
  ip: IP,
});
