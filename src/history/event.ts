import type { Attribution } from '../model/drift.ts';
import { isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';

/** One write to the tenant, as its log tells it. */
export interface WriteEvent {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  /** Below `/api/v2`, decoded. */
  readonly path: string;
  readonly by: Attribution;
  /** The answer's body: of a create it holds the new object with its id. Live data: never shown. */
  readonly answer: JsonObject;
  readonly succeeded: boolean;
}

/**
 * Reads an event of the log leniently: only its type is documented, the rest is known from samples (a person has `channel`
 * `https://manage.auth0.com/` and `auth.user`; an application only its client).
 */
export function writeEvent(entry: JsonValue): WriteEvent | undefined {
  if (!isObject(entry)) return undefined;
  const details = objectAt(entry, 'details');
  const request = objectAt(details, 'request');
  const response = objectAt(details, 'response');
  const method = text(request, 'method').toUpperCase();
  const path = pathOf(text(request, 'path'));
  const at = text(entry, 'date');
  const id = text(entry, 'log_id') || text(entry, '_id');
  if (!method || method === 'GET' || !path || !at) return undefined;
  const status = member(response, 'statusCode');
  return {
    id,
    at,
    method,
    path,
    by: attribution(entry, request, method, path, at),
    answer: objectAt(response, 'body'),
    succeeded: typeof status !== 'number' || status < 400,
  };
}

function attribution(entry: JsonObject, request: JsonObject, method: string, path: string, at: string): Attribution {
  const user = objectAt(objectAt(request, 'auth'), 'user');
  const name = text(user, 'name') || text(user, 'email') || text(user, 'user_id');
  const email = text(user, 'email');
  const clientId = text(entry, 'client_id');
  const correlation = text(objectAt(entry, 'references'), 'correlation_id');
  return {
    who: name
      ? { kind: 'person', name, ...(email && email !== name ? { email } : {}) }
      : {
          kind: 'application',
          name: text(entry, 'client_name') || clientId || 'an application',
          ...(clientId ? { clientId } : {}),
        },
    via: text(request, 'channel').startsWith('https://manage.') ? 'dashboard' : 'api',
    at,
    request: { method, path },
    tenon: correlation.startsWith('tenon-'),
  };
}

/** Seen as `/api/v2/roles`, `/v2/attack-protection/…` and without either. */
function pathOf(raw: string): string {
  const bare = raw.split('?')[0]?.replace(/^\/?(api\/)?v2(?=\/)/, '') ?? '';
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

const objectAt = (holder: JsonObject, name: string): JsonObject => {
  const value = member(holder, name);
  return isObject(value) ? value : {};
};

const text = (holder: JsonObject, name: string): string => {
  const value = member(holder, name);
  return typeof value === 'string' ? value : '';
};
