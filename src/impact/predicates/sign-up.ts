import type { ImpactPredicate } from '../impact-question.ts';
import { readField, readString } from '../read-field.ts';

/** Strategies whose users make their accounts themselves, unless that is disabled: a database, and logins by a code. */
const SELF_SERVICE: readonly string[] = ['auth0', 'email', 'sms'];

/**
 * Says of a new source of users that strangers can make accounts in it. That is what the API chooses where nothing is declared, so no field
 * of the definition says it.
 */
export const detectOpenSignUp: ImpactPredicate = ({ direction, resource: { after } }, answer) => {
  const isOpen = SELF_SERVICE.includes(readString(after, 'strategy')) && readField(after, 'options.disable_signup') !== true;
  return direction === 'created' && answer && isOpen
    ? { is: answer.is, says: 'Users have another way to sign in, and anyone can sign up.' }
    : answer;
};
