import type { Attribution } from '../../model/drift.ts';
import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { objectAt, textAt } from './lenient-json.ts';
import { authorOf, findRun } from './log-author.ts';

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

export function logEvent(row: JsonValue): LogEvent | undefined {
  if (!isObject(row)) return undefined;
  const id = textAt(row, 'log_id') || textAt(row, '_id');
  const at = textAt(row, 'date');
  if (!id || Number.isNaN(Date.parse(at))) return undefined;
  const write = writeOf(row, at);
  return { id, at, type: textAt(row, 'type'), ...(write ? { write } : {}) };
}

/** `sapi` is the one type of every write that succeeded; what did not succeed has changed nothing. */
function writeOf(row: JsonObject, at: string): LoggedWrite | undefined {
  if (textAt(row, 'type') !== 'sapi') return undefined;
  const details = objectAt(row, 'details');
  const request = objectAt(details, 'request');
  const response = objectAt(details, 'response');
  const method = textAt(request, 'method').toUpperCase();
  const path = pathOf(textAt(request, 'path'));
  const status = member(response, 'statusCode');
  if (method === 'GET' || (typeof status === 'number' && status >= 400)) return undefined;
  const fields = fieldsOf(member(request, 'body'));
  const run = findRun(row);
  return {
    method,
    path,
    by: { ...authorOf(row, request), at, request: { method, path } },
    ...(run === undefined ? {} : { run }),
    ...(fields ? { fields } : {}),
    answer: objectAt(response, 'body'),
  };
}

/** A body that is left out, or cut down to nothing, does not tell what was sent. */
const fieldsOf = (body: JsonValue | undefined): readonly string[] | undefined => {
  const names = isObject(body) ? Object.keys(body) : [];
  return names.length > 0 ? names : undefined;
};

/** Seen as `/api/v2/roles`, `/v2/attack-protection/…` and without either, encoded and not. */
function pathOf(raw: string): string {
  const [bare = ''] = raw.replace(/^https?:\/\/[^/]+/, '').split('?');
  const steps = bare
    .replace(/^\/?(?:api\/)?v2(?=\/)/, '')
    .split('/')
    .filter((step) => step !== '');
  return steps.map((step) => `/${encodeURIComponent(decoded(step))}`).join('');
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
