import type { JsonObject } from '../../model/json/json-value.ts';
import type { ApiCall } from './api-call.ts';
import { omit, pick } from './json-objects.ts';

/** Applies the `fields` and `include_fields` parameters. Members in `always` are included in any selection. */
export function selectFields(call: ApiCall, object: JsonObject, always: readonly string[] = []): JsonObject {
  const fields = call.query.getList('fields')?.filter((field) => field !== '');
  if (fields === undefined || fields.length === 0) return object;
  if (call.query.getBoolean('include_fields') === false) return omit(object, fields);
  return pick(object, [...new Set([...fields, ...always])].sort(compareByOrderIn(object)));
}

const compareByOrderIn = (object: JsonObject) => {
  const names = Object.keys(object);
  return (a: string, b: string): number => names.indexOf(a) - names.indexOf(b);
};
