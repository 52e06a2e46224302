import { CATALOGUE } from '../../src/resources/catalogue.ts';
import type { ResourceType, ScopeNeed } from '../../src/resources/resource-type.ts';
import type { Schema } from '../../src/schema/load-schema.ts';

/** Something that the API does not show without one of these scopes. */
export interface HidingScope {
  readonly scopes: readonly string[];
  readonly type: string;
  /** Absent: the type itself. */
  readonly part?: { readonly kind: 'relation' | 'fields'; readonly names: readonly string[] };
}

const toList = (need: ScopeNeed): readonly string[] => [need].flat();

/** All that the catalogue and the schemas name, each once. */
export const HIDING_SCOPES: readonly HidingScope[] = CATALOGUE.all.flatMap((definition): readonly HidingScope[] => {
  const { type, scopes, relations, attached } = definition;
  // No backup has any of it.
  if (definition.kind === 'placed' && definition.exportDeclaredOnly) return [];
  const own = [...relations, ...(attached ? [attached] : [])];
  return [
    ...scopes.read.map((need) => ({ type, scopes: toList(need) })),
    ...own.flatMap((relation) =>
      relation.scopes.read
        .filter((need) => !scopes.read.some((other) => String(other) === String(need)))
        .map((need): HidingScope => ({ type, scopes: toList(need), part: { kind: 'relation', names: [relation.field] } })),
    ),
    ...listGuardedFields(definition),
  ];
});

function listGuardedFields({ type, schema }: ResourceType): readonly HidingScope[] {
  const found = new Map<string, HidingScope>();
  for (const [name, { 'x-requires-scope': need, readOnly }] of Object.entries(schema.properties ?? {})) {
    if (need === undefined || readOnly) continue;
    const names = [...(found.get(String(need))?.part?.names ?? []), name];
    found.set(String(need), { type, scopes: toList(need), part: { kind: 'fields', names } });
  }
  return [...found.values()];
}

/** How often a schema says it anywhere: what is not at its top would be missed. */
export function countRequiredScopes({ schema }: ResourceType): { readonly all: number; readonly top: number } {
  let all = 0;
  JSON.stringify(schema, (name, value: unknown) => {
    if (name === 'x-requires-scope') all += 1;
    return value;
  });
  const top = Object.values(schema.properties ?? {}).filter((field: Schema) => field['x-requires-scope'] !== undefined);
  return { all, top: top.length };
}
