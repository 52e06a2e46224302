import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { getObject, getString, pick } from '../../engine/json-objects.ts';
import { omitNulls } from '../../engine/patch-object.ts';
import { badRequest } from '../../http/refusal.ts';

/** Credentials that each provider requires. */
const REQUIRED_CREDENTIALS: Readonly<Record<string, readonly string[]>> = {
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

/** Credentials that responses include. All others are secrets (recorded traffic). */
const SHOWN_CREDENTIALS = ['region', 'domain', 'smtp_host', 'smtp_port', 'smtp_user'];

export const pickShownCredentials = (credentials: JsonObject): JsonObject => pick(omitNulls(credentials), SHOWN_CREDENTIALS);

export function requireCredentials(provider: string, credentials: JsonObject): void {
  const missing = (REQUIRED_CREDENTIALS[provider] ?? []).filter((name) => getObjectMember(credentials, name) === undefined);
  if (missing.length > 0)
    throw badRequest(`Payload validation error: 'Missing required property: ${missing[0]}' on property credentials.`);
}

/** Requires the password when host, port or user change (since November 2025, deprecation notice). */
export function requirePassword(before: JsonObject, credentials: JsonObject): void {
  const known = getObject(before, 'credentials');
  const changes = ['smtp_host', 'smtp_port', 'smtp_user'].some(
    (name) =>
      getObjectMember(credentials, name) !== undefined && getObjectMember(credentials, name) !== getObjectMember(known, name),
  );
  if (changes && getString(credentials, 'smtp_pass') === '')
    throw badRequest("Payload validation error: 'Missing required property: smtp_pass' on property credentials.");
}
