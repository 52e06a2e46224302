import { getObjectMember, isArray, isObject, type JsonValue, toJsonObject } from '../../model/json/json-value.ts';

/** Reads `sensitive_attributes` of a state file: a list of paths, each a list of steps. Steps into lists have no name and are left out. */
export function parseSensitiveAttributes(value: JsonValue | undefined): ReadonlySet<string> {
  const paths = isArray(value) ? value.filter(isArray) : [];
  return new Set(paths.map((steps) => steps.flatMap(readStepName).join('.')).filter((path) => path !== ''));
}

function readStepName(step: JsonValue): readonly string[] {
  const name = getObjectMember(toJsonObject(step), 'value');
  return typeof name === 'string' ? [name] : [];
}

/** Reads `sensitive_values` of `terraform show -json`: the shape of the attributes, with `true` in place of each sensitive value. */
export function collectSensitiveValues(value: JsonValue | undefined, path: readonly string[] = []): readonly string[] {
  if (value === true) return [path.join('.')];
  if (isArray(value)) return value.flatMap((item) => collectSensitiveValues(item, path));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => collectSensitiveValues(member, [...path, name]));
}
