import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { defineResource } from '../define/define-resource.ts';

const LIFETIME_FIELDS = new Set([
  'session_lifetime',
  'idle_session_lifetime',
  'ephemeral_session_lifetime',
  'idle_ephemeral_session_lifetime',
]);
const MINUTES_SUFFIX = '_in_minutes';

/** The API returns lifetimes in hours with fractions, and accepts whole hours or minutes. A definition uses hours. */
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

/** Settings of the tenant as a whole. The API merges `flags`: those not sent stay as they are. */
export const tenant = defineResource({
  kind: 'placed',
  type: 'tenant',
  noun: 'tenant settings',
  // `tenant.schema.json` describes a whole definition.
  schemaName: 'tenantSettings',
  path: '/tenants/settings',
  codec: { decode: convertToHours, encode: encodeLifetimes, addImpliedFields: convertToHours },
  scopeStem: 'tenant_settings',
  deployCli: { files: [{ path: 'tenant.json' }] },
});
