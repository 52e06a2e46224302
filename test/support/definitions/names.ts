import { has, indexes } from './overlay.ts';
import type { Renameable, Type, World } from './world.ts';

/** Names are unique; whoever stays keeps his; who is new takes one that nobody has who goes or stays. */
export function settledNames(declared: World, before: World, prune: readonly Type[]): World['names'] {
  const settled = (type: Renameable): readonly number[] => {
    const undeclared = (slot: number): boolean => has(before[type], slot) && !has(declared[type], slot);
    const stays = (slot: number): boolean => undeclared(slot) && !prune.includes(type);
    const goes = (slot: number): boolean => undeclared(slot) && prune.includes(type);
    const nameBefore = (slot: number): number => before.names[type][slot] ?? -1;
    const all = indexes(before[type], declared[type]);
    const taken = new Set(all.filter(stays).map(nameBefore));
    const going = new Set(all.filter(goes).map(nameBefore));
    const result: number[] = [];
    for (const slot of all) {
      const isNew = !has(before[type], slot);
      const wished = [declared.names[type][slot] ?? -1, ...declared.names[type]];
      const name = stays(slot)
        ? nameBefore(slot)
        : (wished.find((candidate) => !taken.has(candidate) && !(isNew && going.has(candidate))) ?? -1);
      result.push(name);
      if (has(declared[type], slot)) taken.add(name);
    }
    return result;
  };
  return { clients: settled('clients'), roles: settled('roles'), organizations: settled('organizations') };
}
