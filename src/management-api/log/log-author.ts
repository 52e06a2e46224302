import type { Attribution } from '../../model/drift.ts';
import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { readObjectMember, readTextMember } from './lenient-json.ts';

type Author = Pick<Attribution, 'who' | 'via' | 'tool' | 'tenon'>;

/**
 * Finds out who sent a logged request. The rules come from sample events: a person's request has the channel
 * `https://manage.auth0.com/` and an `auth.user`, an application's has only a client. tenon's own requests are recognized by
 * their correlation id, their `Auth0-Client` header or their user agent.
 */
export function findAuthor(row: JsonObject, request: JsonObject): Author {
  const agent = getObjectMember(row, 'auth0_client');
  const tool = isObject(agent) ? readTextMember(agent, 'name') : '';
  const tenon = findRunId(row) !== undefined || tool === 'tenon' || readTextMember(row, 'user_agent').startsWith('tenon/');
  return {
    who: findActor(row, request),
    via: readTextMember(request, 'channel').startsWith('https://manage.') ? 'dashboard' : 'api',
    ...(tool === '' ? {} : { tool }),
    tenon,
  };
}

/** Returns the id of the tenon run that sent a request: the correlation id without the request number at its end. */
export function findRunId(row: JsonObject): string | undefined {
  const correlation = readTextMember(readObjectMember(row, 'references'), 'correlation_id');
  return correlation.startsWith('tenon-') ? correlation.replace(/\.\d+$/, '') : undefined;
}

function findActor(row: JsonObject, request: JsonObject): Attribution['who'] {
  const user = readObjectMember(readObjectMember(request, 'auth'), 'user');
  const email = readTextMember(user, 'email');
  const name = readTextMember(user, 'name') || email || readTextMember(user, 'user_id') || readTextMember(row, 'user_name');
  if (name !== '') return { kind: 'person', name, ...(email && email !== name ? { email } : {}) };
  const clientId = readTextMember(row, 'client_id');
  return { kind: 'application', name: readTextMember(row, 'client_name') || clientId, ...(clientId ? { clientId } : {}) };
}
