import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { defineResource } from '../resource-type.ts';

const LIFETIME_FIELDS = new Set([
  'session_lifetime',
  'idle_session_lifetime',
  'ephemeral_session_lifetime',
  'idle_ephemeral_session_lifetime',
]);
const MINUTES_SUFFIX = '_in_minutes';

/** Lifetimes are told in hours, with fractions, and taken in whole hours or in minutes. Here they are hours. */
const convertToHours = (body: JsonValue): JsonObject =>
  mapEntries(body, ([name, value]) => {
    const hours = name.endsWith(MINUTES_SUFFIX) ? name.slice(0, -MINUTES_SUFFIX.length) : '';
    return LIFETIME_FIELDS.has(hours) && typeof value === 'number' ? [hours, value / 60] : [name, value];
  });

const encodeLifetimes = (body: JsonObject): JsonObject =>
  mapEntries(body, ([name, value]) => {
    const isFraction = LIFETIME_FIELDS.has(name) && typeof value === 'number' && !Number.isInteger(value);
    return isFraction ? [`${name}${MINUTES_SUFFIX}`, Math.round(value * 60)] : [name, value];
  });

const mapEntries = (body: JsonValue, change: (entry: [string, JsonValue]) => [string, JsonValue]): JsonObject =>
  isObject(body) ? Object.fromEntries(Object.entries(body).map(change)) : {};

/** Settings of the tenant as a whole; `flags` merge, and one that is not sent stays. */
export const tenant = defineResource({
  kind: 'placed',
  type: 'tenant',
  noun: 'tenant settings',
  key: [],
  unique: true,
  path: '/tenants/settings',
  layout: { yamlPath: ['tenant'], form: 'map' },
  codec: { decode: convertToHours, encode: encodeLifetimes, addImpliedFields: convertToHours },
  relations: [],
  systemMarkers: [],
  scopes: { read: ['read:tenant_settings'], update: ['update:tenant_settings'] },
});
