import { getObjectMember, type JsonObject } from '../model/json/json-value.ts';
import type { HiddenFields } from '../model/snapshot.ts';
import { getResourceSchema, resolveSchemaRef, type Schema } from '../schema/load-schema.ts';
import type { ResourceType, ScopeNeed } from './resource-type.ts';

/**
 * What the answers lack for want of a scope. Where the token does not tell its scopes (`granted` is undefined), the answers have to show
 * it. Fields that nobody can set are no loss.
 */
export function findHiddenFields(
  { type }: ResourceType,
  granted: readonly string[] | undefined,
  bodies: readonly JsonObject[],
): readonly HiddenFields[] {
  if (bodies.length === 0) return [];
  return collectRequiredScopes(getResourceSchema(type)).flatMap((scopes): readonly HiddenFields[] => {
    const isHidden = granted ? !scopes.some((scope) => granted.includes(scope)) : isLikelyHidden(type, scopes, bodies);
    const fields = new Set(
      findFieldsOfScopes(getResourceSchema(type), scopes).flatMap(({ name, field }) => (field.readOnly ? [] : [name])),
    );
    return isHidden && fields.size > 0 ? [{ scopes, fields: [...fields] }] : [];
  });
}

/**
 * Whether the tenant's answers show that a scope is missing, for tokens that don't tell their scopes: not one resource has any of the
 * fields that go with the scope. One alone may well be unset everywhere; all of them together never are.
 */
export function isLikelyHidden(type: string, scopes: ScopeNeed, bodies: readonly JsonObject[]): boolean {
  const fields = findFieldsOfScopes(getResourceSchema(type), scopes);
  return bodies.length > 0 && !bodies.some((body) => fields.some(({ name }) => getObjectMember(body, name) !== undefined));
}

interface ScopedField {
  readonly name: string;
  readonly field: Schema;
}

function collectScopedFields(schema: Schema): readonly ScopedField[] {
  const all = [schema, ...(schema.allOf ?? []).map((condition) => condition.then)];
  return all.flatMap((part) =>
    Object.entries(part.properties ?? {})
      .map(([name, field]) => ({ name, field: resolveSchemaRef(field, schema) }))
      .filter(({ field }) => field['x-requires-scope'] !== undefined),
  );
}

const findFieldsOfScopes = (schema: Schema, scopes: ScopeNeed): readonly ScopedField[] =>
  collectScopedFields(schema).filter(({ field }) => String(field['x-requires-scope']) === String(scopes));

/** Each set of scopes of which any one shows some fields, once. */
const collectRequiredScopes = (schema: Schema): readonly (readonly string[])[] => {
  const needs = collectScopedFields(schema).map(({ field }) => [field['x-requires-scope'] ?? []].flat());
  return [...new Map(needs.map((scopes) => [String(scopes), scopes])).values()];
};
