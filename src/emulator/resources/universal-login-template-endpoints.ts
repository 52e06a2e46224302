import type { JsonValue } from '../../model/json/json-value.ts';
import { requireCustomDomain } from '../behaviour/settings/require-custom-domain.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, toObject } from '../engine/json-objects.ts';
import { type Answer, answerCreated, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';

const PATH = '/branding/templates/universal-login';
const NAME = 'universal-login-template';
/** Liquid tags that a template must contain (API reference). */
const TAGS = ['auth0:head', 'auth0:widget'];

function read(call: ApiCall): Answer {
  const template = call.tenant.state.getSetting(NAME);
  if (template === undefined) throw notFound('Template does not exist.', 'inexistent_templates_universal_login');
  return answerOk(template);
}

/** Stores a template, sent as a JSON string or an object. Answers 201 `{}` if it is new, otherwise 204 (recorded traffic). */
function write(call: ApiCall): Answer {
  requireCustomDomain(call);
  const body = readTemplate(call.body);
  if (!TAGS.every((tag) => body.includes(tag)))
    throw badRequest('Payload content missing required Liquid tags (auth0:head and auth0:widget).');
  const isNew = call.tenant.state.getSetting(NAME) === undefined;
  call.tenant.state.putSetting(NAME, { body });
  return isNew ? answerCreated({}) : NO_CONTENT;
}

const readTemplate = (body: JsonValue | undefined): string =>
  typeof body === 'string' ? body : getString(toObject(body), 'template');

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: ['read:branding'], handle: read },
  { method: 'PUT', path: PATH, scopes: ['update:branding'], handle: write },
  {
    method: 'DELETE',
    path: PATH,
    scopes: ['delete:branding'],
    handle: (call) => {
      call.tenant.state.deleteSetting(NAME);
      return NO_CONTENT;
    },
  },
];

export const universalLoginTemplateEndpoints: EndpointSet = { routes };
