import { isArray, isObject, type JsonValue } from '../model/json.ts';
import { type Part, plain } from './part.ts';

/** Names that give away what their values are, for settings that no schema describes. Rather one too many. */
const TELLING = /secret|passw(or)?d|passphrase|credential|token$|keys?$|pem$/i;

export const isTelling = (name: string): boolean => TELLING.test(name);

/** Every value inside is a secret; only what there is nothing to hide about stays: the form, and what is empty. */
export function secretPart(value: JsonValue, hidden: boolean): Part {
  if (value === null || value === '') return plain(value);
  if (isArray(value)) return { kind: 'list', items: value.map((item) => secretPart(item, hidden)) };
  if (!isObject(value)) return { kind: 'secret', value, hidden };
  const names = Object.keys(value).sort();
  return { kind: 'map', members: names.map((name) => [name, secretPart(value[name] ?? null, hidden)]) };
}
