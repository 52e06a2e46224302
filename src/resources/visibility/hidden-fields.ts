import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { HiddenFields } from '../../model/snapshot.ts';
import { resolveSchemaRef, type Schema } from '../../schema/load-schema.ts';
import type { ResourceType, ScopeNeed } from '../resource-type.ts';

/**
 * Finds the fields that answers omit because the token lacks a scope. If the token's scopes are unknown (`granted` is undefined), this is
 * inferred from the answers. Read-only fields don't matter, because they cannot be declared.
 */
export function findHiddenFields(
  { schema }: ResourceType,
  granted: readonly string[] | undefined,
  bodies: readonly JsonObject[],
): readonly HiddenFields[] {
  if (bodies.length === 0) return [];
  return collectRequiredScopes(schema).flatMap((scopes): readonly HiddenFields[] => {
    const isHidden = granted ? !scopes.some((scope) => granted.includes(scope)) : isLikelyHidden(schema, scopes, bodies);
    const fields = new Set(findFieldsOfScopes(schema, scopes).flatMap(({ name, field }) => (field.readOnly ? [] : [name])));
    return isHidden && fields.size > 0 ? [{ scopes, fields: [...fields] }] : [];
  });
}

/**
 * Whether answers suggest that a scope is missing: no resource has any of the fields that the scope reveals. A single field may be unset
 * in every resource, but never all of them.
 */
export function isLikelyHidden(schema: Schema, scopes: ScopeNeed, bodies: readonly JsonObject[]): boolean {
  const fields = findFieldsOfScopes(schema, scopes);
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

/** Lists the distinct sets of scopes that reveal fields. Any one scope of a set is enough. */
const collectRequiredScopes = (schema: Schema): readonly (readonly string[])[] => {
  const needs = collectScopedFields(schema).map(({ field }) => [field['x-requires-scope'] ?? []].flat());
  return [...new Map(needs.map((scopes) => [String(scopes), scopes])).values()];
};
