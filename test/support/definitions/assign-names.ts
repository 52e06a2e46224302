import { hasSlot, listIndexes } from './merge-slots.ts';
import type { Renameable, Type, World } from './world.ts';

/** Names are unique; whoever stays keeps his; who is new takes one that nobody has who goes or stays. */
export function assignNames(declared: World, before: World, prune: readonly Type[]): World['names'] {
  const assignNamesOfType = (type: Renameable): readonly number[] => {
    const isUndeclared = (slot: number): boolean => hasSlot(before[type], slot) && !hasSlot(declared[type], slot);
    const isKept = (slot: number): boolean => isUndeclared(slot) && !prune.includes(type);
    const isPruned = (slot: number): boolean => isUndeclared(slot) && prune.includes(type);
    const getNameBefore = (slot: number): number => before.names[type][slot] ?? -1;
    const all = listIndexes(before[type], declared[type]);
    const usedNames = new Set(all.filter(isKept).map(getNameBefore));
    const freedNames = new Set(all.filter(isPruned).map(getNameBefore));
    const result: number[] = [];
    for (const slot of all) {
      const isNew = !hasSlot(before[type], slot);
      const wished = [declared.names[type][slot] ?? -1, ...declared.names[type]];
      const name = isKept(slot)
        ? getNameBefore(slot)
        : (wished.find((candidate) => !usedNames.has(candidate) && !(isNew && freedNames.has(candidate))) ?? -1);
      result.push(name);
      if (hasSlot(declared[type], slot)) usedNames.add(name);
    }
    return result;
  };
  return {
    clients: assignNamesOfType('clients'),
    roles: assignNamesOfType('roles'),
    organizations: assignNamesOfType('organizations'),
  };
}
