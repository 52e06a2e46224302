import type { JsonObject } from '../../model/json/json-value.ts';
import type { Call } from './call.ts';
import { pick, without } from './objects.ts';

/** `fields` and `include_fields`; `always` are members that an endpoint adds to any selection. */
export function selected(call: Call, object: JsonObject, always: readonly string[] = []): JsonObject {
  const fields = call.query.list('fields')?.filter((field) => field !== '');
  if (fields === undefined || fields.length === 0) return object;
  if (call.query.flag('include_fields') === false) return without(object, fields);
  return pick(object, [...new Set([...fields, ...always])].sort(byOrderIn(object)));
}

const byOrderIn = (object: JsonObject) => {
  const names = Object.keys(object);
  return (a: string, b: string): number => names.indexOf(a) - names.indexOf(b);
};
