import type { JsonObject } from '../../model/json/json-value.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, pick, toObject } from '../engine/json-objects.ts';
import { omitNulls, patchObject } from '../engine/patch-object.ts';
import { type Answer, answerOk } from '../http/http-answer.ts';
import { badRequest, conflict, notFound } from '../http/refusal.ts';

const STORE = 'email-templates';
const PATH = '/email-templates/{templateName}';
/** Members of a response in the API's order (recorded traffic). */
const MEMBERS = [
  'template',
  'body',
  'from',
  'resultUrl',
  'subject',
  'syntax',
  'urlLifetimeInSeconds',
  'includeEmailInRedirect',
  'enabled',
];

/** Returns the template. One that was never created is a 404, although Auth0 sends its emails with a built-in text. */
function requireTemplate(call: ApiCall): JsonObject {
  const found = call.tenant.state.getCollection(STORE).get(getPathParameter(call, 'templateName'));
  if (found === undefined) throw notFound('The template does not exist.', 'inexistent_email_template');
  return found;
}

function storeTemplate(call: ApiCall, name: string, object: JsonObject): Answer {
  const ordered = pick(object, MEMBERS);
  call.tenant.state.getCollection(STORE).put(name, ordered);
  return answerOk(ordered);
}

function create(call: ApiCall): Answer {
  const body = omitNulls(toObject(call.body));
  const name = getString(body, 'template');
  if (call.tenant.state.getCollection(STORE).has(name)) throw conflict(`Template ${name} already exists.`);
  return storeTemplate(call, name, body);
}

function checkName(call: ApiCall): void {
  const name = getString(toObject(call.body), 'template');
  if (name !== '' && name !== getPathParameter(call, 'templateName')) throw badRequest('The template cannot be renamed.');
}

function write(call: ApiCall): Answer {
  const before = requireTemplate(call);
  checkName(call);
  const body = toObject(call.body);
  const after = call.method === 'PUT' ? omitNulls(body) : patchObject(before, body);
  return storeTemplate(call, getPathParameter(call, 'templateName'), after);
}

const routes: readonly Route[] = [
  { method: 'POST', path: '/email-templates', scopes: ['create:email_templates'], handle: create },
  { method: 'GET', path: PATH, scopes: ['read:email_templates'], handle: (call) => answerOk(requireTemplate(call)) },
  { method: 'PUT', path: PATH, scopes: ['update:email_templates'], handle: write },
  { method: 'PATCH', path: PATH, scopes: ['update:email_templates'], handle: write },
];

export const emailTemplateEndpoints: EndpointSet = { routes };
