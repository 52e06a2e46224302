import { getObjectMember, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';

const PARAMETER = /\{(\w+)\}/g;

/** `/prompts/{prompt}/screen/{screen}/rendering` → `['prompt', 'screen']`. */
export const listPathParameters = (template: string): readonly string[] =>
  [...template.matchAll(PARAMETER)].flatMap(({ 1: name }) => name ?? []);

/** Fills in the parameters of a path, percent-encoded. A parameter without a value stays as it is. */
export const fillPath = (template: string, params: Readonly<Record<string, JsonValue>>): string =>
  template.replace(PARAMETER, (parameter, name: string) => {
    const value = getObjectMember(params, name);
    return value === undefined ? parameter : encodeURIComponent(String(value));
  });

/**
 * Returns the values of the parameters of `template` if a path is at it or below it; otherwise `undefined`. The path's steps are
 * percent-encoded, the returned values are not.
 */
export function matchPathUnder(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const steps = path.split('/');
  const pattern = template.split('/');
  const isUnder = steps.length >= pattern.length && pattern.every((step, index) => matchesStep(step, steps[index]));
  if (!isUnder) return undefined;
  return Object.fromEntries(
    pattern.flatMap((step, index) => listPathParameters(step).map((name) => [name, decodeURIComponent(steps[index] ?? '')])),
  );
}

/** Whether a path is at a template, above it or below it. */
export function isAlongPath(template: string, path: string): boolean {
  const steps = path.split('/');
  return template.split('/').every((step, index) => index >= steps.length || matchesStep(step, steps[index]));
}

const matchesStep = (pattern: string, step: string | undefined): boolean =>
  pattern === step || (step !== undefined && step !== '' && pattern.startsWith('{'));

/** Picks the fields of a resource, besides its id, that a path contains. */
export const pickPathFields = (template: string, body: JsonObject): JsonObject =>
  Object.fromEntries(
    listPathParameters(template)
      .filter((name) => name !== 'id')
      .map((name) => [name, getObjectMember(body, name) ?? null]),
  );
