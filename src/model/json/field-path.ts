/** The steps of a field as a person writes it behind an address: `.options.scopes[read:orders]`. */
export const parseFieldPath = (path: string): readonly string[] =>
  [...path.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)].map(([, name, item]) => name ?? item ?? '');
