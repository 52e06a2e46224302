import { type JsonObject, member } from '../model/json/json.ts';
import type { HiddenFields } from '../model/snapshot.ts';
import { resolve, type Schema, schemaOf } from '../schema/load.ts';
import type { ResourceType, ScopeNeed } from './define.ts';

/**
 * What the answers lack for want of a scope. Where the token does not tell its scopes (`granted` is undefined), the answers have to show
 * it. Fields that nobody can set are no loss.
 */
export function hiddenIn(
  { type }: ResourceType,
  granted: readonly string[] | undefined,
  bodies: readonly JsonObject[],
): readonly HiddenFields[] {
  if (bodies.length === 0) return [];
  return scopesOf(schemaOf(type)).flatMap((scopes): readonly HiddenFields[] => {
    const isHidden = granted ? !scopes.some((scope) => granted.includes(scope)) : looksHidden(type, scopes, bodies);
    const fields = new Set(fieldsBehind(schemaOf(type), scopes).flatMap(({ name, field }) => (field.readOnly ? [] : [name])));
    return isHidden && fields.size > 0 ? [{ scopes, fields: [...fields] }] : [];
  });
}

/**
 * Whether the tenant's answers show that a scope is missing, for tokens that don't tell their scopes: not one resource has any of the
 * fields that go with the scope. One alone may well be unset everywhere; all of them together never are.
 */
export function looksHidden(type: string, scopes: ScopeNeed, bodies: readonly JsonObject[]): boolean {
  const fields = fieldsBehind(schemaOf(type), scopes);
  return bodies.length > 0 && !bodies.some((body) => fields.some(({ name }) => member(body, name) !== undefined));
}

interface Guarded {
  readonly name: string;
  readonly field: Schema;
}

function guardedIn(schema: Schema): readonly Guarded[] {
  const all = [schema, ...(schema.allOf ?? []).map((condition) => condition.then)];
  return all.flatMap((part) =>
    Object.entries(part.properties ?? {})
      .map(([name, field]) => ({ name, field: resolve(field, schema) }))
      .filter(({ field }) => field['x-requires-scope'] !== undefined),
  );
}

const fieldsBehind = (schema: Schema, scopes: ScopeNeed): readonly Guarded[] =>
  guardedIn(schema).filter(({ field }) => String(field['x-requires-scope']) === String(scopes));

/** Each set of scopes of which any one shows some fields, once. */
const scopesOf = (schema: Schema): readonly (readonly string[])[] => {
  const needs = guardedIn(schema).map(({ field }) => [field['x-requires-scope'] ?? []].flat());
  return [...new Map(needs.map((scopes) => [String(scopes), scopes])).values()];
};
