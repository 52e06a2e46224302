import type { Schema } from './load.ts';

/** Schemas do not change, so each is searched once. */
const searched = new WeakMap<Schema, ReadonlySet<string>>();

/** Every name of a member anywhere in a schema. Most types lack most keywords: who looks for one passes over a type that has none of it. */
export function keywordsIn(schema: Schema): ReadonlySet<string> {
  const known = searched.get(schema);
  if (known) return known;
  const found = new Set<string>();
  JSON.stringify(schema, (name, value: unknown) => {
    found.add(name);
    return value;
  });
  searched.set(schema, found);
  return found;
}
