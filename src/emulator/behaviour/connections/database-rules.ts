import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { objectOf, textOf } from '../../engine/objects.ts';
import { badRequest } from '../../http/refusal.ts';
import { OLDER_PASSWORD_FORM } from './database-options.ts';

/** Refusals in the API's words (recorded traffic). */
export function checkDatabaseOptions(sent: JsonObject, before: JsonObject | undefined): void {
  const attributes = objectOf(sent, 'attributes');
  if (Object.hasOwn(sent, 'attributes')) checkAttributes(sent, attributes);
  checkPasswordForms(sent);
  if (before !== undefined) checkUnique(attributes, objectOf(before, 'attributes'));
}

/** One form of password policy or the other (API reference; the wording is that of the recorded refusals of this kind). */
function checkPasswordForms(sent: JsonObject): void {
  if ((getObjectMember(sent, 'password_options') ?? null) === null) return;
  const other = OLDER_PASSWORD_FORM.find((name) => (getObjectMember(sent, name) ?? null) !== null);
  if (other !== undefined) throw badRequest(`Cannot set both options.password_options and options.${other}`);
}

function checkAttributes(sent: JsonObject, attributes: JsonObject): void {
  if (Object.keys(objectOf(sent, 'validation')).length > 0)
    throw badRequest('Cannot set both options.attributes and options.validation');
  if (getObjectMember(sent, 'requires_username') === true)
    throw badRequest('Cannot set both options.attributes and options.requires_username');
  const names = Object.keys(attributes);
  const isActive = (name: string): boolean =>
    getObjectMember(objectOf(objectOf(attributes, name), 'identifier'), 'active') === true;
  if (!names.some(isActive)) throw badRequest('attributes must contain one active identifier');
  const inactive = names.find((name) => {
    const attribute = objectOf(attributes, name);
    const isNeeded = isActive(name) || getObjectMember(attribute, 'profile_required') === true;
    return isNeeded && textOf(objectOf(attribute, 'signup'), 'status') === 'inactive';
  });
  if (inactive !== undefined) throw badRequest(`attribute ${inactive} must also be required on signup`);
}

function checkUnique(attributes: JsonObject, before: JsonObject): void {
  if (getObjectMember(attributes, 'email') === undefined) return;
  const isUnique = getObjectMember(objectOf(attributes, 'email'), 'unique') !== false;
  const wasUnique = getObjectMember(objectOf(before, 'email'), 'unique') !== false;
  if (!isUnique && wasUnique) throw badRequest('cannot add non-unique email attribute');
  if (isUnique && !wasUnique) throw badRequest('cannot patch unique property');
}
