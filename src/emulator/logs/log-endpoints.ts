import type { JsonObject } from '../../model/json/json-value.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString } from '../engine/json-objects.ts';
import { selectFields } from '../engine/select-fields.ts';
import { type Answer, answerOk } from '../http/http-answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';
import { SearchSyntaxError } from './log-search-tokens.ts';
import { parseLogSearch } from './parse-log-search.ts';

const SCOPES = ['read:logs', 'read:logs_users'];
const CEILING = 1000;
const DEFAULT_PAGE = 50;

const buildRoute = (path: string, handle: (call: ApiCall) => Answer): Route => ({ method: 'GET', path, scopes: SCOPES, handle });

/** Endpoints of the tenant log: search, reading from a checkpoint, and single events. */
export const logEndpoints: EndpointSet = {
  routes: [
    buildRoute('/logs', (call) => (call.query.has('from') ? listFromCheckpoint(call) : searchEvents(call))),
    buildRoute('/logs/{id}', readEvent),
  ],
};

function readEvent(call: ApiCall): Answer {
  const event = call.tenant.logs.find(getPathParameter(call, 'id'));
  if (event === undefined) throw notFound('Log not found.', 'inexistent_log');
  return answerOk(call.tenant.logs.scopes.addScopes(event));
}

function searchEvents(call: ApiCall): Answer {
  const limit = call.query.getNumber('per_page') ?? DEFAULT_PAGE;
  const start = (call.query.getNumber('page') ?? 0) * limit;
  if (start + limit > CEILING) throw badRequest('You can only page through the first 1000 records.', 'invalid_paging');
  const rows = sortEvents(call, call.tenant.logs.listIndexedEvents().filter(parseSearch(call)));
  const shown = rows.slice(start, start + limit).map((event) => selectFields(call, call.tenant.logs.scopes.addScopes(event)));
  if (call.query.getBoolean('include_totals') !== true) return answerOk(shown);
  return answerOk({ start, limit, length: shown.length, total: rows.length, logs: shown });
}

function parseSearch(call: ApiCall): (event: JsonObject) => boolean {
  const text = call.query.getString('q') ?? call.query.getString('search') ?? '';
  if (text.trim() === '') return () => true;
  try {
    return parseLogSearch(text);
  } catch (error) {
    if (error instanceof SearchSyntaxError)
      throw badRequest(`Query validation error: '${error.message}' on property q.`, 'invalid_query_string');
    throw error;
  }
}

/** Sorts events by the `sort` parameter, `date:1` for oldest first. Default: newest first. */
function sortEvents(call: ApiCall, events: readonly JsonObject[]): readonly JsonObject[] {
  const [, field, direction] = /^([a-z_]+):(-?1)$/.exec(call.query.getString('sort') ?? 'date:-1') ?? [];
  if (field === undefined)
    throw badRequest("Query validation error: 'sort must be field:1 or field:-1'.", 'invalid_query_string');
  const up = direction === '1' ? 1 : -1;
  const buildSortKey = (event: JsonObject): string => `${getString(event, field)} ${getString(event, 'log_id')}`;
  return events.toSorted((a, b) => (buildSortKey(a) < buildSortKey(b) ? -up : up));
}

/** Lists the events after the id `from`, which need not exist any more. Other parameters than `take` are ignored. */
function listFromCheckpoint(call: ApiCall): Answer {
  const from = call.query.getString('from') ?? '';
  if (!/^\d{3,64}$/.test(from))
    throw badRequest(`Query validation error: 'Invalid log id' on property from.`, 'invalid_query_string');
  const take = call.query.getNumber('take') ?? DEFAULT_PAGE;
  const rows = call.tenant.logs
    .listIndexedEvents()
    .filter((event) => getString(event, 'log_id') > from)
    .slice(0, take);
  const last = rows.at(-1);
  const next = `${call.origin}/api/v2/logs?from=${last === undefined ? from : getString(last, 'log_id')}&take=${take}`;
  return {
    status: 200,
    body: rows.map((event) => call.tenant.logs.scopes.addScopes(event)),
    headers: { link: `<${next}>; rel="next"` },
  };
}
