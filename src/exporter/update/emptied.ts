import type { ResourceType } from '../../resources/define.ts';

/** A type whose last resource was taken out is still declared: it has none. */
export function withEmptied(text: string, catalogue: readonly ResourceType[]): string {
  const names = catalogue.flatMap(({ type, aliases = [] }) => [type, ...aliases.map((alias) => alias.type)]);
  // What follows the name: comments and empty lines, and then nothing that belongs to it.
  const pattern = new RegExp(
    `^(${names.join('|')}):(?=[ \\t]*(?:#.*)?$(?:\\r?\\n[ \\t]*(?:#.*)?$)*(?:\\r?\\n[^\\s#-]|\\r?\\n?$(?![\\s\\S])))`,
    'gm',
  );
  return text.replace(pattern, '$1: []');
}
