import type { Schema } from './load-schema.ts';

/** Schemas do not change, so each is searched once. */
const keywordsBySchema = new WeakMap<Schema, ReadonlySet<string>>();

/** Every name of a member anywhere in a schema. Most types lack most keywords: who looks for one passes over a type that has none of it. */
export function collectKeywords(schema: Schema): ReadonlySet<string> {
  const known = keywordsBySchema.get(schema);
  if (known) return known;
  const found = new Set<string>();
  JSON.stringify(schema, (name, value: unknown) => {
    found.add(name);
    return value;
  });
  keywordsBySchema.set(schema, found);
  return found;
}
