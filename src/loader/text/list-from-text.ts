import { type List, type Mapping, type Member, planted, type Tree, textOf } from './tree.ts';

/**
 * A map that is written as a list, `[{ name: email, … }]` for `{ email: { … } }`. Where an item leaves them out, the fields that are
 * mostly called the same take its name. Undefined where an item has no name, or one that another has.
 */
export function asMap({ items, span }: List, [field = '', ...same]: readonly string[]): Mapping | undefined {
  const named = items.flatMap((item) => namedBy(item, field, same) ?? []);
  const members = new Map(named);
  return members.size === items.length ? { kind: 'map', members, span } : undefined;
}

function namedBy(item: Tree, field: string, same: readonly string[]): readonly [[string, Member]] | undefined {
  const at = item.kind === 'map' ? item.members.get(field)?.value : undefined;
  const name = textOf(at);
  if (item.kind !== 'map' || at === undefined || name === undefined) return undefined;
  const filled = same.map((other): [string, Member] => [other, { key: at.span, value: planted(name, at.span) }]);
  const own = [...item.members].filter(([other]) => other !== field);
  return [[name, { key: at.span, value: { ...item, members: new Map([...filled, ...own]) } }]];
}
