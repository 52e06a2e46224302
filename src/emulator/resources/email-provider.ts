import type { JsonObject } from '../../model/json/json-value.ts';
import { requireCredentials, requirePassword, shownCredentials } from '../behaviour/settings/email-credentials.ts';
import type { Call, Route } from '../engine/call.ts';
import { selected } from '../engine/fields.ts';
import { asObject, objectOf, textOf, without } from '../engine/objects.ts';
import { type PatchFacts, patched, resolveModes, withoutNulls } from '../engine/patch.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, created, noContent, ok } from '../http/answer.ts';
import { conflict, notFound } from '../http/refusal.ts';

const PATH = '/emails/provider';
const NAME = 'email-provider';
/** Of a provider that keeps its name; no recording leaves anything out. */
const PATCH: PatchFacts = { credentials: { believed: 'replace' }, settings: { believed: 'replace' } };

function provider(call: Call): JsonObject {
  const found = call.tenant.state.setting(NAME);
  if (found === undefined) throw notFound('There is not a configured email provider', 'inexistent_email_provider');
  return found;
}

function create(call: Call): Answer {
  if (call.tenant.state.setting(NAME) !== undefined) throw conflict('Email provider is already configured.');
  const body = withoutNulls(asObject(call.body));
  requireCredentials(textOf(body, 'name'), objectOf(body, 'credentials'));
  const made = { enabled: true, ...body, credentials: shownCredentials(objectOf(body, 'credentials')) };
  call.tenant.state.putSetting(NAME, made);
  return created(made);
}

/** With another name everything begins anew: credentials are replaced, settings that were not sent go (recorded traffic). */
function update(call: Call): Answer {
  const before = provider(call);
  const body = asObject(call.body);
  const credentials = objectOf(body, 'credentials');
  const isOther = Object.hasOwn(body, 'name') && textOf(body, 'name') !== textOf(before, 'name');
  if (isOther) requireCredentials(textOf(body, 'name'), credentials);
  else if (textOf(before, 'name') === 'smtp') requirePassword(before, credentials);
  const base = isOther ? without(before, ['credentials', 'settings']) : before;
  const modes = resolveModes(body, PATCH, isOther ? 'replace' : call.tenant.patching.unproven);
  const merged = patched(base, body, modes);
  const after = { ...merged, credentials: shownCredentials(objectOf(merged, 'credentials')) };
  call.tenant.state.putSetting(NAME, after);
  return ok(after);
}

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: ['read:email_provider'], handle: (call) => ok(selected(call, provider(call))) },
  { method: 'POST', path: PATH, scopes: ['create:email_provider'], handle: create },
  { method: 'PATCH', path: PATH, scopes: ['update:email_provider'], handle: update },
  {
    method: 'DELETE',
    path: PATH,
    scopes: ['delete:email_provider'],
    // 204 also where there is none (recorded traffic).
    handle: (call) => {
      call.tenant.state.deleteSetting(NAME);
      return noContent;
    },
  },
];

export const emailProvider: Resource = { routes };
