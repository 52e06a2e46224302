import type { ImpactPredicate } from '../impact-question.ts';
import { readField, readString } from '../read-field.ts';

const LEGACY_GRANTS = 'http://auth0.com/oauth/legacy/';
const RISKY_GRANTS: Readonly<Record<string, string>> = {
  implicit: 'The application may get tokens in addresses, which histories and logs keep (implicit grant).',
  password: 'The application may ask for passwords itself, without the login page (password grant).',
  'http://auth0.com/oauth/grant-type/password-realm':
    'The application may ask for passwords itself, without the login page (password-realm grant).',
};

/** Names the grants that current standards advise against. */
export const nameRiskyGrant: ImpactPredicate = ({ direction, after }, answer) => {
  if (direction !== 'up' || typeof after !== 'string') return answer;
  const says = after.startsWith(LEGACY_GRANTS)
    ? 'The application may use an endpoint that Auth0 has switched off for new tenants (legacy grant).'
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
    ? { is: answer.is, says: 'A further application, one without a secret, may send people to log in.' }
    : answer;
};

/** Whether a new application belongs to somebody else. */
export const detectThirdParty: ImpactPredicate = ({ direction, resource: { after } }, answer) => {
  if (direction !== 'created' || !answer || readField(after, 'is_first_party') !== false) return answer;
  return readField(after, 'third_party_security_mode') === 'permissive'
    ? { is: answer.is, says: "A third party's application may send people to log in, also with old flows." }
    : { is: answer.is, says: "A third party's application may send people to log in." };
};

/** Whether somebody may act in the name of somebody else. */
export const detectDelegation: ImpactPredicate = ({ direction, field, after }, answer) =>
  direction === 'up' && after === true && field.endsWith('.allow_delegated_access')
    ? { is: 'widens', says: 'Somebody may act in the name of a user of this application.', isDanger: true }
    : answer;
