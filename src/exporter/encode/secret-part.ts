import { isArray, isObject, type JsonValue } from '../../model/json/json.ts';
import { type Part, plain } from './part.ts';

/** Every value inside is a secret; only what there is nothing to hide about stays: the form, and what is empty. */
export function secretPart(value: JsonValue, hidden: boolean): Part {
  if (value === null || value === '') return plain(value);
  if (isArray(value)) return { kind: 'list', items: value.map((item) => secretPart(item, hidden)) };
  if (!isObject(value)) return { kind: 'secret', value, hidden };
  const names = Object.keys(value).sort();
  return { kind: 'map', members: names.map((name) => [name, secretPart(value[name] ?? null, hidden)]) };
}
