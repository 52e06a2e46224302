import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import type { ImpactPredicate } from '../impact-question.ts';
import { addDetail, quoteName } from '../quote-name.ts';
import { readField } from '../read-field.ts';

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

/** What a shield does about an attack, and what no longer happens without it. */
const SHIELDS: Readonly<Record<string, { readonly up: string; readonly down: string }>> = {
  block: { up: 'Attacks are blocked.', down: 'Attacks are no longer blocked.' },
  user_notification: { up: 'Users are notified of attacks.', down: 'Users are no longer notified of attacks.' },
  admin_notification: {
    up: 'Administrators are notified of attacks.',
    down: 'Administrators are no longer notified of attacks.',
  },
};

/** Says what the shield does that comes or goes. */
export const nameShield: ImpactPredicate = ({ direction, before, after }, answer) => {
  const shield = direction === 'up' ? after : before;
  if (!answer || (direction !== 'up' && direction !== 'down') || typeof shield !== 'string') return answer;
  const says = Object.hasOwn(SHIELDS, shield) ? SHIELDS[shield]?.[direction] : undefined;
  return says === undefined ? answer : { is: answer.is, says };
};

/** Larger networks than these hold strangers. */
const WIDEST_IPV4 = 16;
const WIDEST_IPV6 = 32;

/** Whether a range of addresses holds strangers. */
export const detectWideRange: ImpactPredicate = ({ direction, after }, answer) => {
  if (direction !== 'up' || !answer || typeof after !== 'string') return answer;
  const [, address = '', length] = /^([\d.]+|[\da-f:.]+)\/(\d{1,3})$/i.exec(after) ?? [];
  const isWide = length !== undefined && Number(length) < (address.includes(':') ? WIDEST_IPV6 : WIDEST_IPV4);
  const size = Number(length) === 0 ? 'every address' : 'a large network';
  return isWide ? { is: answer.is, says: addDetail(answer.says, `${quoteName(after)} is ${size}`), isDanger: true } : answer;
};

/** The first filter of an otherwise complete stream reduces what is sent; without the last one, everything is. */
export const compareFilters: ImpactPredicate = ({ field, direction, resource }, answer) => {
  const list = field.replace(/\[\]$/, '');
  const [before, after] = [resource.before, resource.after].map((fields) => isEmptyList(fields, list));
  if (direction === 'up' && before) return { is: 'loses', says: 'Only log events of the listed kinds are sent.' };
  if (direction === 'down' && after) return { is: 'widens', says: 'Log events of every kind are sent.' };
  return answer;
};

const isEmptyList = (fields: JsonObject | undefined, list: string): boolean => {
  const items = readField(fields, list);
  return items === undefined || items === null || (Array.isArray(items) && items.length === 0);
};

/** A quota that is not enforced limits nothing; one that comes in limits. What switches the enforcement has words of its own. */
export const compareQuotas: ImpactPredicate = ({ field, before, after, resource }, answer) => {
  const name = field.slice(0, field.lastIndexOf('.'));
  const quota = [resource.after, resource.before].map((fields) => readField(fields, name)).find(isObject);
  if (readField(quota, 'enforce') === false) return undefined;
  if (before === undefined) return { is: 'tightens', says: 'The number of machine-to-machine access tokens is limited.' };
  return after === undefined ? { is: 'widens', says: 'Machine-to-machine access tokens are no longer limited.' } : answer;
};
