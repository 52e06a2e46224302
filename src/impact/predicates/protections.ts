import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import { FLAG_SENTENCES } from '../facts/flag-sentences.ts';
import type { ImpactPredicate } from '../impact-question.ts';
import { addDetail, quoteName } from '../quote-name.ts';
import { getCurrentFields, readField, readString } from '../read-field.ts';

/** Replaces the general sentence about switches by one about this switch. */
export const describeFlag: ImpactPredicate = ({ field, direction }, answer) => {
  const name = field.split('.').at(-1) ?? '';
  const sentences = Object.hasOwn(FLAG_SENTENCES, name) ? FLAG_SENTENCES[name] : undefined;
  const says = direction === 'up' || direction === 'down' ? sentences?.[direction] : undefined;
  return answer && says !== undefined ? { is: answer.is, says } : answer;
};

/** Names that are not their key in words. */
const PROTECTION_NAMES: Readonly<Record<string, string>> = {
  bruteForceProtection: 'Brute-force protection',
  breachedPasswordDetection: 'Breached-password detection',
  suspiciousIpThrottling: 'Suspicious IP throttling',
};

/** Names the protection that is switched on or off. */
export const nameProtection: ImpactPredicate = ({ direction, resource: { key } }, answer) => {
  if (!answer || (direction !== 'up' && direction !== 'down')) return answer;
  const name = Object.hasOwn(PROTECTION_NAMES, key) ? PROTECTION_NAMES[key] : toWords(key);
  return { is: answer.is, says: `${name} is switched ${direction === 'up' ? 'on' : 'off'}.` };
};

/** `botDetection` becomes `Bot detection`. */
const toWords = (key: string): string => {
  const words = quoteName(key).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Factors that can be phished, intercepted or reset by whoever reads the mail. */
const WEAK_FACTORS = ['sms', 'email', 'recovery-code'];
const isStrongFactor = (fields: JsonObject): boolean =>
  readField(fields, 'enabled') === true && !WEAK_FACTORS.includes(readString(fields, 'name'));

/** Whether the strong factor that goes was the only one. */
export const detectLastFactor: ImpactPredicate = ({ direction, resource }, answer) => {
  if (direction !== 'down' || WEAK_FACTORS.includes(resource.key)) return answer;
  return resource.listSiblings('after').some(isStrongFactor)
    ? answer
    : { is: 'weakens', says: 'The last strong factor is gone: none is left that resists phishing or interception.' };
};

/** Whether the factor that comes can be phished or intercepted. */
export const detectWeakFactor: ImpactPredicate = ({ direction, resource: { key } }, answer) =>
  direction === 'up' && answer && WEAK_FACTORS.includes(key)
    ? { is: answer.is, says: `People may use a factor that can be intercepted or phished (${quoteName(key)}).`, isDanger: true }
    : answer;

/** Larger networks than these hold strangers. */
const WIDEST_IPV4 = 16;
const WIDEST_IPV6 = 32;

/** Whether a range of addresses holds strangers. */
export const detectWideRange: ImpactPredicate = ({ direction, after }, answer) => {
  if (direction !== 'up' || !answer || typeof after !== 'string') return answer;
  const [, address = '', length] = /^([\d.]+|[\da-f:.]+)\/(\d{1,3})$/i.exec(after) ?? [];
  const isWide = length !== undefined && Number(length) < (address.includes(':') ? WIDEST_IPV6 : WIDEST_IPV4);
  return isWide ? { is: answer.is, says: addDetail(answer.says, `a wide range: ${quoteName(after)}`), isDanger: true } : answer;
};

/** The first filter of an otherwise complete stream reduces what is sent; without the last one, everything is. */
export const compareFilters: ImpactPredicate = ({ field, direction, resource }, answer) => {
  const list = field.replace(/\[\]$/, '');
  const [before, after] = [resource.before, resource.after].map((fields) => isEmptyList(fields, list));
  if (direction === 'up' && before)
    return { is: 'loses', says: 'Only events that match a filter are sent from now on.', field: list };
  if (direction === 'down' && after) return { is: 'widens', says: 'All events are sent, without a filter.', field: list };
  return answer;
};

const isEmptyList = (fields: JsonObject | undefined, list: string): boolean => {
  const items = readField(fields, list);
  return items === undefined || items === null || (Array.isArray(items) && items.length === 0);
};

/** A quota that is not enforced limits nothing; one that is enforced, or that comes in, limits. */
export const compareQuotas: ImpactPredicate = ({ field, direction, before, after, resource }, answer) => {
  const dot = field.lastIndexOf('.');
  const name = field.slice(dot + 1);
  const quota = readField(getCurrentFields(resource), field.slice(0, Math.max(dot, 0)));
  const isLimit = name.startsWith('per_');
  if (name === 'enforce')
    return direction === 'up'
      ? { is: 'tightens', says: 'Requests over the token quota fail.' }
      : { is: 'widens', says: 'Requests over the token quota are only logged.' };
  if (!isLimit) return answer;
  if (isObject(quota) && readField(quota, 'enforce') === false) return undefined;
  if (before === undefined) return { is: 'tightens', says: 'A quota limits how many machine tokens may be had.' };
  return after === undefined ? { is: 'widens', says: 'A quota of machine tokens is gone.' } : answer;
};
