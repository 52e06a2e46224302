import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { getObject, getString } from '../../engine/json-objects.ts';
import { badRequest } from '../../http/refusal.ts';
import { LEGACY_PASSWORD_OPTIONS } from './database-options.ts';

/** Refuses invalid options of a database connection. Messages are from recorded traffic. */
export function checkDatabaseOptions(sent: JsonObject, before: JsonObject | undefined): void {
  const attributes = getObject(sent, 'attributes');
  if (Object.hasOwn(sent, 'attributes')) checkAttributes(sent, attributes);
  checkPasswordForms(sent);
  if (before !== undefined) checkUnique(attributes, getObject(before, 'attributes'));
}

/** Refuses `password_options` beside older password settings (API reference; message modeled on recorded refusals). */
function checkPasswordForms(sent: JsonObject): void {
  if ((getObjectMember(sent, 'password_options') ?? null) === null) return;
  const other = LEGACY_PASSWORD_OPTIONS.find((name) => (getObjectMember(sent, name) ?? null) !== null);
  if (other !== undefined) throw badRequest(`Cannot set both options.password_options and options.${other}`);
}

function checkAttributes(sent: JsonObject, attributes: JsonObject): void {
  if (Object.keys(getObject(sent, 'validation')).length > 0)
    throw badRequest('Cannot set both options.attributes and options.validation');
  if (getObjectMember(sent, 'requires_username') === true)
    throw badRequest('Cannot set both options.attributes and options.requires_username');
  const names = Object.keys(attributes);
  const isActive = (name: string): boolean =>
    getObjectMember(getObject(getObject(attributes, name), 'identifier'), 'active') === true;
  if (!names.some(isActive)) throw badRequest('attributes must contain one active identifier');
  const inactive = names.find((name) => {
    const attribute = getObject(attributes, name);
    const isNeeded = isActive(name) || getObjectMember(attribute, 'profile_required') === true;
    return isNeeded && getString(getObject(attribute, 'signup'), 'status') === 'inactive';
  });
  if (inactive !== undefined) throw badRequest(`attribute ${inactive} must also be required on signup`);
}

function checkUnique(attributes: JsonObject, before: JsonObject): void {
  if (getObjectMember(attributes, 'email') === undefined) return;
  const isUnique = getObjectMember(getObject(attributes, 'email'), 'unique') !== false;
  const wasUnique = getObjectMember(getObject(before, 'email'), 'unique') !== false;
  if (!isUnique && wasUnique) throw badRequest('cannot add non-unique email attribute');
  if (isUnique && !wasUnique) throw badRequest('cannot patch unique property');
}
