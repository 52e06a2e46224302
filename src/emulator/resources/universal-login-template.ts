import type { JsonValue } from '../../model/json/json-value.ts';
import { requireCustomDomain } from '../behaviour/settings/needs-custom-domain.ts';
import type { Call, Route } from '../engine/call.ts';
import { asObject, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, created, noContent, ok } from '../http/answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';

const PATH = '/branding/templates/universal-login';
const NAME = 'universal-login-template';
/** Both must stand in a template (API reference). */
const TAGS = ['auth0:head', 'auth0:widget'];

function read(call: Call): Answer {
  const template = call.tenant.state.setting(NAME);
  if (template === undefined) throw notFound('Template does not exist.', 'inexistent_templates_universal_login');
  return ok(template);
}

/** Sent as a JSON text or in an object; 201 with `{}` when it is new, 204 when it was there (recorded traffic). */
function write(call: Call): Answer {
  requireCustomDomain(call);
  const body = templateIn(call.body);
  if (!TAGS.every((tag) => body.includes(tag)))
    throw badRequest('Payload content missing required Liquid tags (auth0:head and auth0:widget).');
  const isNew = call.tenant.state.setting(NAME) === undefined;
  call.tenant.state.putSetting(NAME, { body });
  return isNew ? created({}) : noContent;
}

const templateIn = (body: JsonValue | undefined): string =>
  typeof body === 'string' ? body : textOf(asObject(body), 'template');

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: ['read:branding'], handle: read },
  { method: 'PUT', path: PATH, scopes: ['update:branding'], handle: write },
  {
    method: 'DELETE',
    path: PATH,
    scopes: ['delete:branding'],
    handle: (call) => {
      call.tenant.state.deleteSetting(NAME);
      return noContent;
    },
  },
];

export const universalLoginTemplate: Resource = { routes };
