import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { objectOf, pick, textOf } from '../../engine/objects.ts';
import { withoutNulls } from '../../engine/patch.ts';
import { badRequest } from '../../http/refusal.ts';

/** What each provider needs to send. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  mandrill: ['api_key'],
  sendgrid: ['api_key'],
  sparkpost: ['api_key'],
  mailgun: ['api_key'],
  resend: ['api_key'],
  ses: ['accessKeyId', 'secretAccessKey', 'region'],
  azure_cs: ['connectionString'],
  ms365: ['tenantId', 'clientId', 'clientSecret'],
  smtp: ['smtp_host', 'smtp_port'],
  custom: [],
};

/** All others are secrets: they never come back (recorded traffic). */
const SHOWN = ['region', 'domain', 'smtp_host', 'smtp_port', 'smtp_user'];

export const shownCredentials = (credentials: JsonObject): JsonObject => pick(withoutNulls(credentials), SHOWN);

export function requireCredentials(provider: string, credentials: JsonObject): void {
  const missing = (NEEDED[provider] ?? []).filter((name) => getObjectMember(credentials, name) === undefined);
  if (missing.length > 0)
    throw badRequest(`Payload validation error: 'Missing required property: ${missing[0]}' on property credentials.`);
}

/** Since November 2025: another server, port or user needs the password again (deprecation notice). */
export function requirePassword(before: JsonObject, credentials: JsonObject): void {
  const known = objectOf(before, 'credentials');
  const changes = ['smtp_host', 'smtp_port', 'smtp_user'].some(
    (name) =>
      getObjectMember(credentials, name) !== undefined && getObjectMember(credentials, name) !== getObjectMember(known, name),
  );
  if (changes && textOf(credentials, 'smtp_pass') === '')
    throw badRequest("Payload validation error: 'Missing required property: smtp_pass' on property credentials.");
}
