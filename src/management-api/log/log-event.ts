import type { Attribution } from '../../model/drift.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { readObjectMember, readTextMember } from './lenient-json.ts';
import { findAuthor, findRunId } from './log-author.ts';

/** An event of the tenant's log. Auth0 documents only its type and date; everything else is known from samples and read leniently. */
export interface LogEvent {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  /** The write to the tenant that the event records; absent for all other events. */
  readonly write?: LoggedWrite;
}

export interface LoggedWrite {
  readonly method: string;
  /** Relative to `/api/v2`, each segment percent-encoded. */
  readonly path: string;
  readonly by: Attribution;
  /** Id of the tenon run that sent the write; absent if something else sent it. */
  readonly run?: string;
  /** What was sent; absent if the event does not show it, so any member may have changed. Live data: never show it. */
  readonly sent?: JsonObject;
  /** The response body; for a create it holds the new object with its id. Live data: never show it. */
  readonly answer: JsonObject;
}

/** Parses one row of the log; `undefined` if it has no id or no valid date. */
export function parseLogEvent(row: JsonValue): LogEvent | undefined {
  if (!isObject(row)) return undefined;
  const id = readTextMember(row, 'log_id') || readTextMember(row, '_id');
  const at = readTextMember(row, 'date');
  if (!id || Number.isNaN(Date.parse(at))) return undefined;
  const write = parseLoggedWrite(row, at);
  return { id, at, type: readTextMember(row, 'type'), ...omitUndefined({ write }) };
}

/** Every successful write is logged with the type `sapi`. A failed one changed nothing and is ignored. */
function parseLoggedWrite(row: JsonObject, at: string): LoggedWrite | undefined {
  if (readTextMember(row, 'type') !== 'sapi') return undefined;
  const details = readObjectMember(row, 'details');
  const request = readObjectMember(details, 'request');
  const response = readObjectMember(details, 'response');
  const method = readTextMember(request, 'method').toUpperCase();
  const path = normalizePath(readTextMember(request, 'path'));
  const status = getObjectMember(response, 'statusCode');
  if (method === 'GET' || (typeof status === 'number' && status >= 400)) return undefined;
  const sent = readSentBody(getObjectMember(request, 'body'));
  const run = findRunId(row);
  return {
    method,
    path,
    by: { ...findAuthor(row, request), at, request: { method, path } },
    ...omitUndefined({ run, sent }),
    answer: readObjectMember(response, 'body'),
  };
}

/** Events may omit or empty the request body, in which case it is unknown what was sent. */
const readSentBody = (body: JsonValue | undefined): JsonObject | undefined =>
  isObject(body) && Object.keys(body).length > 0 ? body : undefined;

/** Normalizes the forms seen in samples: `/api/v2/roles`, `/v2/attack-protection/…` or no prefix, percent-encoded or not. */
function normalizePath(raw: string): string {
  const [bare = ''] = raw.replace(/^https?:\/\/[^/]+/, '').split('?');
  const steps = bare
    .replace(/^\/?(?:api\/)?v2(?=\/)/, '')
    .split('/')
    .filter((step) => step !== '');
  return steps.map((step) => `/${encodeURIComponent(decodeStep(step))}`).join('');
}

function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
