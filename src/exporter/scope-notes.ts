import type { Problem } from '../model/problem/problem.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import { resolveSchemaRef, type Schema } from '../schema/load-schema.ts';

/** Warns of fields that answers omit because the token lacks a scope. They may well have values, which the export then lacks. */
export function noteMissingScopes(types: readonly ResourceType[], granted: readonly string[] | undefined): readonly Problem[] {
  if (granted === undefined) return [];
  const grantedScopes = new Set(granted);
  return types.flatMap(({ type, schema }) => noteHiddenFields(type, schema, grantedScopes));
}

function noteHiddenFields(type: string, root: Schema, grantedScopes: ReadonlySet<string>): readonly Problem[] {
  const hidden = new Map<string, string[]>();
  for (const [name, field] of Object.entries(root.properties ?? {})) {
    const { 'x-requires-scope': requiredScopes, readOnly } = resolveSchemaRef(field, root);
    const scopes = typeof requiredScopes === 'string' ? [requiredScopes] : requiredScopes;
    if (readOnly || !scopes || scopes.some((scope) => grantedScopes.has(scope))) continue;
    hidden.set(scopes.join(' or '), [...(hidden.get(scopes.join(' or ')) ?? []), name]);
  }
  return [...hidden].map(([scopes, names]) => ({
    code: 'scope-hides-fields',
    severity: 'warning',
    message: `Without ${scopes}, the API does not return these fields of ${type}: ${names.join(', ')}`,
    place: { kind: 'address', address: type },
    hint: 'Grant the scope and export again, or leave them undeclared: tenon does not change undeclared fields.',
  }));
}
