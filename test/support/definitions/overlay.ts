import type { JsonObject } from '../../../src/model/json/json-value.ts';
import type { Slots } from './world.ts';

export const at = <T>(slots: Slots<T>, slot: number): T | undefined => slots[slot];
export const has = (slots: Slots<unknown>, slot: number): boolean => slots[slot] !== undefined;

export const indexes = (...lists: readonly Slots<unknown>[]): readonly number[] =>
  Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, index) => index);

/** Laid over each other slot by slot: an undeclared list stays as it was, an undeclared resource too unless it is pruned. */
export function overlaid<T extends { readonly fields: JsonObject }>(
  declared: Slots<T>,
  before: Slots<T>,
  pruned: boolean,
): Slots<T> {
  return indexes(declared, before).map((slot) => {
    const [now, was] = [at(declared, slot), at(before, slot)];
    if (!now) return pruned ? undefined : was;
    const said = Object.fromEntries(Object.entries(now).filter(([, value]) => value !== undefined));
    return { ...now, ...was, ...said, fields: { ...was?.fields, ...now.fields } };
  });
}
