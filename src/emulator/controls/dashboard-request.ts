import { createHash } from 'node:crypto';
import type { JsonValue } from '../../model/json/json-value.ts';
import type { DashboardPerson } from '../emulator-options.ts';
import { MANAGEMENT_SCOPES } from '../facts/management-scopes.ts';
import { dispatchRequest, type EmulatedApi, toErrorAnswer } from '../http/dispatch-request.ts';
import type { Answer } from '../http/http-answer.ts';
import type { IncomingRequest } from '../http/incoming-request.ts';
import { parseRequestTarget } from '../http/request-target.ts';

/** Client id of the emulated dashboard. No client of the tenant has it. */
const DASHBOARD_CLIENT_ID = 'emulatedDashboardClient000000000';
const DASHBOARD_SCOPES = new Set(MANAGEMENT_SCOPES.map((scope) => scope.value));
/** Reserved for documentation (RFC 5737). */
const DASHBOARD_IP = '203.0.113.10';
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

const computeDigest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Sends an API request as the dashboard does on behalf of a person. Returns API errors as answers. */
export async function sendDashboardRequest(
  api: EmulatedApi,
  person: DashboardPerson,
  method: string,
  path: string,
  body: JsonValue | undefined,
): Promise<Answer> {
  const knownPerson = {
    ...person,
    user_id: person.user_id || `auth0|${computeDigest(person.email).slice(0, 24)}`,
  };
  const jti = computeDigest(`session of ${knownPerson.user_id}`).slice(0, 32);
  try {
    const bearer = {
      clientId: DASHBOARD_CLIENT_ID,
      scopes: DASHBOARD_SCOPES,
      expiresAt: Number.POSITIVE_INFINITY,
      jti,
      person: knownPerson,
    };
    return await dispatchRequest(api, buildIncomingRequest(method, path, body), bearer);
  } catch (error) {
    return toErrorAnswer(error);
  }
}

const buildIncomingRequest = (method: string, path: string, body: JsonValue | undefined): IncomingRequest => ({
  method,
  target: parseRequestTarget(path.startsWith('/api/v2/') ? path : `/api/v2${path}`),
  headers: { 'content-type': 'application/json', 'user-agent': USER_AGENT },
  bytes: body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body)),
  ip: DASHBOARD_IP,
});
