import type { JsonObject } from '../../model/json/json-value.ts';
import type { ImpactPredicate } from '../impact-question.ts';
import { quoteName } from '../quote-name.ts';
import { readField, readString } from '../read-field.ts';

/** Factors that can be phished, intercepted or reset by whoever reads the mail. */
const WEAK_FACTORS = ['sms', 'email', 'recovery-code'];
/** Factors that are bound to the site, so that a copy of it gets nothing. Source: NIST SP 800-63B-4, section 3.2.5. */
const PHISHING_RESISTANT_FACTORS = ['webauthn-roaming', 'webauthn-platform'];

const isPhishingResistant = (name: string): boolean => PHISHING_RESISTANT_FACTORS.includes(name);
const isStrong = (name: string): boolean => !WEAK_FACTORS.includes(name);

/** Whether the factor that goes was the last strong, or the last phishing-resistant one. */
export const detectLastFactor: ImpactPredicate = ({ direction, resource }, answer) => {
  const { key } = resource;
  if (direction !== 'down' || !answer) return answer;
  const left = resource
    .listSiblings('after')
    .filter(isEnabled)
    .map((fields) => readString(fields, 'name'));
  if (isStrong(key) && !left.some(isStrong))
    return { is: 'weakens', says: 'No strong factor is left; users who have only this factor cannot sign in.' };
  if (isPhishingResistant(key) && !left.some(isPhishingResistant))
    return { is: 'weakens', says: 'No phishing-resistant factor is left; users who have only this factor cannot sign in.' };
  return answer;
};

const isEnabled = (fields: JsonObject): boolean => readField(fields, 'enabled') === true;

/** Whether the factor that comes can be phished or intercepted. */
export const detectWeakFactor: ImpactPredicate = ({ direction, resource: { key } }, answer) =>
  direction === 'up' && answer && !isStrong(key)
    ? { is: answer.is, says: `Users can enroll a factor that can be intercepted or phished (${quoteName(key)}).`, isDanger: true }
    : answer;
