/** Parses a field path as users write it after an address, such as `.options.scopes[read:orders]`, into its steps. */
export const parseFieldPath = (path: string): readonly string[] =>
  [...path.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)].map(([, name, item]) => name ?? item ?? '');
