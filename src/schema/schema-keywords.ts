import type { Schema } from './load-schema.ts';

/** Schemas are immutable, so each is searched only once. */
const keywordsBySchema = new WeakMap<Schema, ReadonlySet<string>>();

/** Collects every member name that occurs anywhere in a schema, so that types without a certain keyword can be skipped quickly. */
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
