import { isObject, type JsonObject, type JsonValue } from '../../model/json/json.ts';
import { defineResource } from '../define.ts';

const LIFETIMES = new Set([
  'session_lifetime',
  'idle_session_lifetime',
  'ephemeral_session_lifetime',
  'idle_ephemeral_session_lifetime',
]);
const MINUTES = '_in_minutes';

/** Lifetimes are told in hours, with fractions, and taken in whole hours or in minutes. Here they are hours. */
const inHours = (body: JsonValue): JsonObject =>
  replaced(body, ([name, value]) => {
    const hours = name.endsWith(MINUTES) ? name.slice(0, -MINUTES.length) : '';
    return LIFETIMES.has(hours) && typeof value === 'number' ? [hours, value / 60] : [name, value];
  });

const asTaken = (body: JsonObject): JsonObject =>
  replaced(body, ([name, value]) => {
    const isFraction = LIFETIMES.has(name) && typeof value === 'number' && !Number.isInteger(value);
    return isFraction ? [`${name}${MINUTES}`, Math.round(value * 60)] : [name, value];
  });

const replaced = (body: JsonValue, change: (entry: [string, JsonValue]) => [string, JsonValue]): JsonObject =>
  isObject(body) ? Object.fromEntries(Object.entries(body).map(change)) : {};

/** Settings of the tenant as a whole; `flags` merge, and one that is not sent stays. */
export const tenant = defineResource({
  kind: 'placed',
  type: 'tenant',
  noun: 'tenant settings',
  key: [],
  unique: true,
  path: '/tenants/settings',
  layout: { at: ['tenant'], form: 'map' },
  words: { read: inHours, write: asTaken, complete: inHours },
  relations: [],
  system: [],
  scopes: { read: ['read:tenant_settings'], update: ['update:tenant_settings'] },
});
