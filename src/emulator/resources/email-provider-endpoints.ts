import type { JsonObject } from '../../model/json/json-value.ts';
import { pickShownCredentials, requireCredentials, requirePassword } from '../behaviour/settings/email-credentials.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getString, omit, toObject } from '../engine/json-objects.ts';
import { omitNulls, type PatchFacts, patchObject, resolveUnprovenModes } from '../engine/patch-object.ts';
import { selectFields } from '../engine/select-fields.ts';
import { type Answer, answerCreated, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { conflict, notFound } from '../http/refusal.ts';

const PATH = '/emails/provider';
const NAME = 'email-provider';
/** How a PATCH that keeps the provider's name treats objects. Assumed, because all recordings send complete objects. */
const PATCH_FACTS: PatchFacts = { credentials: { believed: 'replace' }, settings: { believed: 'replace' } };

function requireProvider(call: ApiCall): JsonObject {
  const found = call.tenant.state.getSetting(NAME);
  if (found === undefined) throw notFound('There is not a configured email provider', 'inexistent_email_provider');
  return found;
}

function create(call: ApiCall): Answer {
  if (call.tenant.state.getSetting(NAME) !== undefined) throw conflict('Email provider is already configured.');
  const body = omitNulls(toObject(call.body));
  requireCredentials(getString(body, 'name'), getObject(body, 'credentials'));
  const newProvider = { enabled: true, ...body, credentials: pickShownCredentials(getObject(body, 'credentials')) };
  call.tenant.state.putSetting(NAME, newProvider);
  return answerCreated(newProvider);
}

/** Updates the provider. Another name resets it: credentials and settings are replaced (recorded traffic). */
function update(call: ApiCall): Answer {
  const before = requireProvider(call);
  const body = toObject(call.body);
  const credentials = getObject(body, 'credentials');
  const isOther = Object.hasOwn(body, 'name') && getString(body, 'name') !== getString(before, 'name');
  if (isOther) requireCredentials(getString(body, 'name'), credentials);
  else if (getString(before, 'name') === 'smtp') requirePassword(before, credentials);
  const base = isOther ? omit(before, ['credentials', 'settings']) : before;
  const modes = resolveUnprovenModes(body, PATCH_FACTS, isOther ? 'replace' : call.tenant.patching.unproven);
  const merged = patchObject(base, body, modes);
  const after = { ...merged, credentials: pickShownCredentials(getObject(merged, 'credentials')) };
  call.tenant.state.putSetting(NAME, after);
  return answerOk(after);
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:email_provider'],
    handle: (call) => answerOk(selectFields(call, requireProvider(call))),
  },
  { method: 'POST', path: PATH, scopes: ['create:email_provider'], handle: create },
  { method: 'PATCH', path: PATH, scopes: ['update:email_provider'], handle: update },
  {
    method: 'DELETE',
    path: PATH,
    scopes: ['delete:email_provider'],
    // 204 even if no provider exists (recorded traffic).
    handle: (call) => {
      call.tenant.state.deleteSetting(NAME);
      return NO_CONTENT;
    },
  },
];

export const emailProviderEndpoints: EndpointSet = { routes };
