/** Counts the work of evaluating expressions, in units of about one visited node, and ends the evaluation when there is too much of it. */
export interface WorkBudget {
  /** Throws if the budget is used up; then the result of the evaluation must not be used either, because CEL may ignore the error. */
  spend(work: number): void;
  isSpent(): boolean;
}

/** One object for all: thousands may be thrown before an expression ends. */
const SPENT = new Error('The expression takes too long');

export function createWorkBudget(total: number): WorkBudget {
  let left = total;
  return {
    spend: (work) => {
      left -= work;
      if (left < 0) throw SPENT;
    },
    isSpent: () => left < 0,
  };
}

const CHARACTERS_PER_UNIT = 32;
const knownSizes = new WeakMap<object, number>();

/** Estimates how much work it is to compare, search or copy a value. Values are immutable, so the size of an object is computed once. */
export function measureValue(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / CHARACTERS_PER_UNIT;
  if (typeof value !== 'object' || value === null) return 1;
  const known = knownSizes.get(value);
  if (known !== undefined) return known;
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.entries(value).flat();
  const size = items.reduce<number>((sum, item) => sum + measureValue(item), 1);
  knownSizes.set(value, size);
  return size;
}

/** How many times a loop over a value runs. */
export const countItems = (value: unknown): number =>
  Array.isArray(value) ? value.length : typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
