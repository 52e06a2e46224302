import { createSyntheticScalar, getText, type ListTree, type MapTree, type Tree, type TreeMember } from './definition-tree.ts';

/**
 * A map that is written as a list, `[{ name: email, … }]` for `{ email: { … } }`. Where an item leaves them out, the fields that are
 * mostly called the same take its name. Undefined where an item has no name, or one that another has.
 */
export function convertListToMap({ items, span }: ListTree, [field = '', ...same]: readonly string[]): MapTree | undefined {
  const named = items.flatMap((item) => toNamedMember(item, field, same) ?? []);
  const members = new Map(named);
  return members.size === items.length ? { kind: 'map', members, span } : undefined;
}

function toNamedMember(item: Tree, field: string, sameFields: readonly string[]): readonly [[string, TreeMember]] | undefined {
  const at = item.kind === 'map' ? item.members.get(field)?.value : undefined;
  const name = getText(at);
  if (item.kind !== 'map' || at === undefined || name === undefined) return undefined;
  const filled = sameFields.map((other): [string, TreeMember] => [
    other,
    { key: at.span, value: createSyntheticScalar(name, at.span) },
  ]);
  const own = [...item.members].filter(([other]) => other !== field);
  return [[name, { key: at.span, value: { ...item, members: new Map([...filled, ...own]) } }]];
}
