import type { JsonObject } from '../../../src/model/json/json-value.ts';
import type { Slots } from './world.ts';

export const getSlot = <T>(slots: Slots<T>, slot: number): T | undefined => slots[slot];
export const hasSlot = (slots: Slots<unknown>, slot: number): boolean => slots[slot] !== undefined;

export const listIndexes = (...lists: readonly Slots<unknown>[]): readonly number[] =>
  Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, index) => index);

/** Laid over each other slot by slot: an undeclared list stays as it was, an undeclared resource too unless it is pruned. */
export function mergeSlots<T extends { readonly fields: JsonObject }>(
  declared: Slots<T>,
  before: Slots<T>,
  pruned: boolean,
): Slots<T> {
  return listIndexes(declared, before).map((slot) => {
    const [now, was] = [getSlot(declared, slot), getSlot(before, slot)];
    if (!now) return pruned ? undefined : was;
    const declaredMembers = Object.fromEntries(Object.entries(now).filter(([, value]) => value !== undefined));
    return { ...now, ...was, ...declaredMembers, fields: { ...was?.fields, ...now.fields } };
  });
}
