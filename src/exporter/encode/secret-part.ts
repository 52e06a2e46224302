import { isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { type ExportPart, toPlainPart } from './export-part.ts';

/** Treats every value inside as a secret. Only the structure and empty values stay visible. */
export function toSecretPart(value: JsonValue, hidden: boolean): ExportPart {
  if (value === null || value === '') return toPlainPart(value);
  if (isArray(value)) return { kind: 'list', items: value.map((item) => toSecretPart(item, hidden)) };
  if (!isObject(value)) return { kind: 'secret', value, hidden };
  const names = Object.keys(value).sort();
  return { kind: 'map', members: names.map((name) => [name, toSecretPart(value[name] ?? null, hidden)]) };
}
