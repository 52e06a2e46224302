import type { Attribution } from '../../model/drift.ts';
import { isObject, type JsonObject, member } from '../../model/json/json.ts';
import { objectAt, textAt } from './lenient-json.ts';

type Author = Pick<Attribution, 'who' | 'via' | 'tool' | 'tenon'>;

/**
 * Who wrote, as samples show it: a person has the channel `https://manage.auth0.com/` and stands under `auth.user`; an application has
 * only its client. Every request of tenon carries a correlation id of its own, and says what it is.
 */
export function authorOf(row: JsonObject, request: JsonObject): Author {
  const agent = member(row, 'auth0_client');
  const tool = isObject(agent) ? textAt(agent, 'name') : '';
  const tenon = findRun(row) !== undefined || tool === 'tenon' || textAt(row, 'user_agent').startsWith('tenon/');
  return {
    who: whoOf(row, request),
    via: textAt(request, 'channel').startsWith('https://manage.') ? 'dashboard' : 'api',
    ...(tool === '' ? {} : { tool }),
    tenon,
  };
}

/** The id of the run of tenon that sent a request: its correlation id without the request's number. */
export function findRun(row: JsonObject): string | undefined {
  const correlation = textAt(objectAt(row, 'references'), 'correlation_id');
  return correlation.startsWith('tenon-') ? correlation.replace(/\.\d+$/, '') : undefined;
}

function whoOf(row: JsonObject, request: JsonObject): Attribution['who'] {
  const user = objectAt(objectAt(request, 'auth'), 'user');
  const email = textAt(user, 'email');
  const name = textAt(user, 'name') || email || textAt(user, 'user_id') || textAt(row, 'user_name');
  if (name !== '') return { kind: 'person', name, ...(email && email !== name ? { email } : {}) };
  const clientId = textAt(row, 'client_id');
  return { kind: 'application', name: textAt(row, 'client_name') || clientId, ...(clientId ? { clientId } : {}) };
}
