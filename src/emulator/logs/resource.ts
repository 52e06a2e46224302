import type { JsonObject } from '../../model/json/json-value.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { selected } from '../engine/fields.ts';
import { textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, ok } from '../http/answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';
import { searchOf } from './search.ts';
import { SearchSyntaxError } from './search-text.ts';

const SCOPES = ['read:logs', 'read:logs_users'];
const CEILING = 1000;
const DEFAULT_PAGE = 50;

const route = (path: string, handle: (call: Call) => Answer): Route => ({ method: 'GET', path, scopes: SCOPES, handle });

/** The tenant's log: searched, followed from a checkpoint, or read one by one. */
export const logs: Resource = {
  routes: [route('/logs', (call) => (call.query.has('from') ? fromCheckpoint(call) : found(call))), route('/logs/{id}', one)],
};

function one(call: Call): Answer {
  const event = call.tenant.logs.find(param(call, 'id'));
  if (event === undefined) throw notFound('Log not found.', 'inexistent_log');
  return ok(call.tenant.logs.scopes.shown(event));
}

function found(call: Call): Answer {
  const limit = call.query.number('per_page') ?? DEFAULT_PAGE;
  const start = (call.query.number('page') ?? 0) * limit;
  if (start + limit > CEILING) throw badRequest('You can only page through the first 1000 records.', 'invalid_paging');
  const rows = sorted(call, call.tenant.logs.indexed().filter(searchIn(call)));
  const shown = rows.slice(start, start + limit).map((event) => selected(call, call.tenant.logs.scopes.shown(event)));
  if (call.query.flag('include_totals') !== true) return ok(shown);
  return ok({ start, limit, length: shown.length, total: rows.length, logs: shown });
}

function searchIn(call: Call): (event: JsonObject) => boolean {
  const text = call.query.text('q') ?? call.query.text('search') ?? '';
  if (text.trim() === '') return () => true;
  try {
    return searchOf(text);
  } catch (error) {
    if (error instanceof SearchSyntaxError)
      throw badRequest(`Query validation error: '${error.message}' on property q.`, 'invalid_query_string');
    throw error;
  }
}

/** `date:1`, oldest first; the newest come first where nothing is asked for. */
function sorted(call: Call, events: readonly JsonObject[]): readonly JsonObject[] {
  const [, field, direction] = /^([a-z_]+):(-?1)$/.exec(call.query.text('sort') ?? 'date:-1') ?? [];
  if (field === undefined)
    throw badRequest("Query validation error: 'sort must be field:1 or field:-1'.", 'invalid_query_string');
  const up = direction === '1' ? 1 : -1;
  const key = (event: JsonObject): string => `${textOf(event, field)} ${textOf(event, 'log_id')}`;
  return events.toSorted((a, b) => (key(a) < key(b) ? -up : up));
}

/** Everything after an event, whether it is still there or not, by id and not by date; nothing but `take` is looked at. */
function fromCheckpoint(call: Call): Answer {
  const from = call.query.text('from') ?? '';
  if (!/^\d{3,64}$/.test(from))
    throw badRequest(`Query validation error: 'Invalid log id' on property from.`, 'invalid_query_string');
  const take = call.query.number('take') ?? DEFAULT_PAGE;
  const rows = call.tenant.logs
    .indexed()
    .filter((event) => textOf(event, 'log_id') > from)
    .slice(0, take);
  const last = rows.at(-1);
  const next = `${call.origin}/api/v2/logs?from=${last === undefined ? from : textOf(last, 'log_id')}&take=${take}`;
  return {
    status: 200,
    body: rows.map((event) => call.tenant.logs.scopes.shown(event)),
    headers: { link: `<${next}>; rel="next"` },
  };
}
