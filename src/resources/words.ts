import { isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import type { Words } from './define.ts';

const asObject = (value: JsonValue): JsonObject => (isObject(value) ? value : {});

/** The API gives and takes the value of this one field instead of an object that holds it. */
export const onlyField = (field: string): Words => ({
  read: (body) => ({ [field]: body }),
  write: (body) => member(body, field) ?? null,
});

/** Fields that the API does not take: what the path says, or what it works out. */
export const withoutFields = (...fields: readonly string[]): Words => ({
  read: asObject,
  write: (body) => Object.fromEntries(Object.entries(body).filter(([name]) => !fields.includes(name))),
});

/** Fields that the API tells under the first name and takes under the second. */
export const renamed = (names: Readonly<Record<string, string>>): Words => ({
  read: asObject,
  write: (body) => Object.fromEntries(Object.entries(body).map(([name, value]) => [names[name] ?? name, value])),
});
