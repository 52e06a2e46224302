import type { JsonObject, JsonValue } from '../../src/model/json/json-value.ts';

/** Rows of a tenant's log as published samples of `sapi` events have them, reduced to what somebody reads. */
let count = 0;

export interface RowOptions {
  readonly body?: JsonValue;
  readonly answer?: JsonValue;
  readonly at?: string;
  readonly more?: JsonObject;
}

const buildLogRow = (method: string, path: string, request: JsonObject, { body, answer, at, more }: RowOptions): JsonObject => {
  count += 1;
  const id = `90020261120140311${String(count).padStart(6, '0')}`;
  return {
    date: at ?? new Date(Date.UTC(2026, 10, 20, 14, 0, count)).toISOString(),
    type: 'sapi',
    description: 'A description',
    client_id: 'c1',
    client_name: 'Deploy',
    details: {
      request: { method: method.toLowerCase(), path, query: {}, ...(body === undefined ? {} : { body }), ...request },
      response: { statusCode: 200, body: answer ?? {} },
    },
    log_id: id,
    _id: id,
    ...more,
  };
};

/** Ann in the Dashboard. Later rows are newer. */
export const buildAnnRow = (method: string, path: string, options: RowOptions = {}): JsonObject =>
  buildLogRow(
    method,
    `/api/v2${path}`,
    {
      channel: 'https://manage.auth0.com/',
      auth: { user: { user_id: 'google-oauth2|1', name: 'Ann Example', email: 'ann@acme.test' }, strategy: 'jwt' },
    },
    options,
  );

/** Some program with credentials of its own. */
export const buildProgramRow = (method: string, path: string, options: RowOptions = {}): JsonObject =>
  buildLogRow(
    method,
    `/api/v2${path}`,
    { channel: 'api', auth: { user: {}, strategy: 'jwt', credentials: { jti: 'j' } } },
    options,
  );

export const buildTenonRow = (method: string, path: string, options: RowOptions = {}): JsonObject =>
  buildProgramRow(method, path, { ...options, more: { references: { correlation_id: 'tenon-20261120140000-abcdef01.7' } } });
