import type { JsonObject } from '../../model/json/json-value.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { asObject, pick, textOf } from '../engine/objects.ts';
import { patched, withoutNulls } from '../engine/patch.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, ok } from '../http/answer.ts';
import { badRequest, conflict, notFound } from '../http/refusal.ts';

const STORE = 'email-templates';
const PATH = '/email-templates/{templateName}';
/** Order of members as in recorded traffic. */
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

/** A template that was never created is not there, although the API sends mails of its kind. */
function template(call: Call): JsonObject {
  const found = call.tenant.state.collection(STORE).get(param(call, 'templateName'));
  if (found === undefined) throw notFound('The template does not exist.', 'inexistent_email_template');
  return found;
}

function kept(call: Call, name: string, object: JsonObject): Answer {
  const ordered = pick(object, MEMBERS);
  call.tenant.state.collection(STORE).put(name, ordered);
  return ok(ordered);
}

function create(call: Call): Answer {
  const body = withoutNulls(asObject(call.body));
  const name = textOf(body, 'template');
  if (call.tenant.state.collection(STORE).has(name)) throw conflict(`Template ${name} already exists.`);
  return kept(call, name, body);
}

function checkName(call: Call): void {
  const name = textOf(asObject(call.body), 'template');
  if (name !== '' && name !== param(call, 'templateName')) throw badRequest('The template cannot be renamed.');
}

function write(call: Call): Answer {
  const before = template(call);
  checkName(call);
  const body = asObject(call.body);
  const after = call.method === 'PUT' ? withoutNulls(body) : patched(before, body);
  return kept(call, param(call, 'templateName'), after);
}

const routes: readonly Route[] = [
  { method: 'POST', path: '/email-templates', scopes: ['create:email_templates'], handle: create },
  { method: 'GET', path: PATH, scopes: ['read:email_templates'], handle: (call) => ok(template(call)) },
  { method: 'PUT', path: PATH, scopes: ['update:email_templates'], handle: write },
  { method: 'PATCH', path: PATH, scopes: ['update:email_templates'], handle: write },
];

export const emailTemplates: Resource = { routes };
