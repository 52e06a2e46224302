import { isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { defineResource } from './define.ts';

const LIFETIMES = ['session_lifetime', 'idle_session_lifetime', 'ephemeral_session_lifetime', 'idle_ephemeral_session_lifetime'];

/** Lifetimes are told in hours, with fractions, and taken in whole hours or in minutes: whichever is there says the other. */
function inBoth(body: JsonValue): JsonObject {
  const settings = isObject(body) ? body : {};
  const twins = LIFETIMES.flatMap((name): [string, JsonValue][] => {
    const [hours, minutes] = [member(settings, name), member(settings, `${name}_in_minutes`)];
    if (typeof hours === 'number') return [[`${name}_in_minutes`, Math.round(hours * 60)]];
    return typeof minutes === 'number' ? [[name, minutes / 60]] : [];
  });
  return { ...settings, ...Object.fromEntries(twins) };
}

export const tenant = defineResource({
  kind: 'placed',
  type: 'tenant',
  noun: 'tenant settings',
  key: [],
  unique: true,
  path: '/tenants/settings',
  layout: { at: ['tenant'], form: 'map' },
  words: { read: inBoth, write: (body) => body },
  relations: [],
  system: [],
  scopes: { read: ['read:tenant_settings'], update: ['update:tenant_settings'] },
});
