import type { Attribution } from '../../model/drift.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { readObjectMember, readTextMember } from './lenient-json.ts';
import { findAuthor, findRunId } from './log-author.ts';

/** An event of the tenant's log. Only its type and date are documented; the rest is known from samples, and read leniently. */
export interface LogEvent {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  /** What was written to the tenant, if the event tells. */
  readonly write?: LoggedWrite;
}

export interface LoggedWrite {
  readonly method: string;
  /** Below `/api/v2`, each step percent-encoded. */
  readonly path: string;
  readonly by: Attribution;
  /** The run of tenon that sent it. */
  readonly run?: string;
  /** Names of the members that were sent; undefined where that is not known, so that it may have been any. */
  readonly fields?: readonly string[];
  /** The answer's body: of a create it holds the new object with its id. Live data, never shown. */
  readonly answer: JsonObject;
}

export function parseLogEvent(row: JsonValue): LogEvent | undefined {
  if (!isObject(row)) return undefined;
  const id = readTextMember(row, 'log_id') || readTextMember(row, '_id');
  const at = readTextMember(row, 'date');
  if (!id || Number.isNaN(Date.parse(at))) return undefined;
  const write = parseLoggedWrite(row, at);
  return { id, at, type: readTextMember(row, 'type'), ...(write ? { write } : {}) };
}

/** `sapi` is the one type of every write that succeeded; what did not succeed has changed nothing. */
function parseLoggedWrite(row: JsonObject, at: string): LoggedWrite | undefined {
  if (readTextMember(row, 'type') !== 'sapi') return undefined;
  const details = readObjectMember(row, 'details');
  const request = readObjectMember(details, 'request');
  const response = readObjectMember(details, 'response');
  const method = readTextMember(request, 'method').toUpperCase();
  const path = normalizePath(readTextMember(request, 'path'));
  const status = getObjectMember(response, 'statusCode');
  if (method === 'GET' || (typeof status === 'number' && status >= 400)) return undefined;
  const fields = listSentFields(getObjectMember(request, 'body'));
  const run = findRunId(row);
  return {
    method,
    path,
    by: { ...findAuthor(row, request), at, request: { method, path } },
    ...(run === undefined ? {} : { run }),
    ...(fields ? { fields } : {}),
    answer: readObjectMember(response, 'body'),
  };
}

/** A body that is left out, or cut down to nothing, does not tell what was sent. */
const listSentFields = (body: JsonValue | undefined): readonly string[] | undefined => {
  const names = isObject(body) ? Object.keys(body) : [];
  return names.length > 0 ? names : undefined;
};

/** Seen as `/api/v2/roles`, `/v2/attack-protection/…` and without either, encoded and not. */
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
