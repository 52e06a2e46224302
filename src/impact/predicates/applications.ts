import type { ImpactPredicate } from '../impact-question.ts';
import { getCurrentFields, isText, readField, readList, readString } from '../read-field.ts';

const LEGACY_GRANTS = 'http://auth0.com/oauth/legacy/';
const RISKY_GRANTS: Readonly<Record<string, string>> = {
  implicit: 'The application can get tokens through URLs, which browsers and logs store (implicit grant).',
  password: 'The application can ask users for their passwords itself (password grant).',
  'http://auth0.com/oauth/grant-type/password-realm':
    'The application can ask users for their passwords itself (password-realm grant).',
};

/** Names the grants that current standards advise against. */
export const nameRiskyGrant: ImpactPredicate = ({ direction, after }, answer) => {
  if (direction !== 'up' || typeof after !== 'string') return answer;
  const says = after.startsWith(LEGACY_GRANTS)
    ? 'The application can use a legacy grant that Auth0 disables for new tenants.'
    : Object.hasOwn(RISKY_GRANTS, after)
      ? RISKY_GRANTS[after]
      : undefined;
  return says === undefined ? answer : { is: answer?.is ?? 'widens', says, isDanger: true };
};

/** Whether a new application has no secret. */
export const detectPublicApplication: ImpactPredicate = ({ direction, resource: { after } }, answer) => {
  const isPublic =
    readField(after, 'token_endpoint_auth_method') === 'none' || ['spa', 'native'].includes(readString(after, 'app_type'));
  return direction === 'created' && answer && isPublic
    ? { is: answer.is, says: 'A new application without a secret can sign users in.' }
    : answer;
};

/** Whether an application has no users: it only gets tokens for itself. */
export const detectMachineApplication: ImpactPredicate = ({ direction, resource }, answer) => {
  const grants = readList(getCurrentFields(resource), 'grant_types').filter(isText);
  const isMachine = grants.length > 0 && grants.every((grant) => grant === 'client_credentials');
  const says = { created: MACHINE_CREATED, deleted: MACHINE_DELETED, up: undefined, down: undefined, any: undefined }[direction];
  return says !== undefined && answer && isMachine ? { is: answer.is, says } : answer;
};

const MACHINE_CREATED = 'A new application can authenticate on its own behalf.';
const MACHINE_DELETED = 'The application can no longer authenticate: its credentials stop working.';

/** Whether a new application belongs to somebody else. */
export const detectThirdParty: ImpactPredicate = ({ direction, resource: { after } }, answer) => {
  if (direction !== 'created' || !answer || readField(after, 'is_first_party') !== false) return answer;
  return readField(after, 'third_party_security_mode') === 'permissive'
    ? { is: answer.is, says: 'A new third-party application can sign users in, and can use weaker flows.' }
    : { is: answer.is, says: 'A new third-party application can sign users in.' };
};

/** Marks what is worth a line even on a new resource, whose settings are otherwise summed up in one. */
export const markDanger: ImpactPredicate = ({ direction }, answer) =>
  direction === 'up' && answer ? { ...answer, isDanger: true } : answer;
