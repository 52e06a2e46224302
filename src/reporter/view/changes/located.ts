import { isArray, isObject, type JsonValue, member } from '../../../model/json/json.ts';
import { stepsOf } from '../../../model/json/pointer.ts';
import type { Change, Operation } from '../../../model/plan/plan.ts';
import { isFieldName } from '../path.ts';

/** A change with the steps that are left to it, and how many of them lead to a list whose items are named by value or key. */
export interface Located {
  readonly change: Change;
  readonly steps: readonly string[];
  /** Length of the prefix that is the list; undefined for what is in none. */
  readonly list: number | undefined;
}

/** Changes of an operation; those of a relation begin with the relation's name. */
export const locatedChanges = (operation: Operation): readonly Located[] =>
  operation.changes.map((change) => {
    const steps = placed(stepsOf(change.path), operation.relation);
    return { change, steps, list: listPrefix(steps, change, operation) };
  });

const placed = (steps: readonly string[], relation: string | undefined): readonly string[] =>
  relation === undefined || steps[0] === relation ? steps : [relation, ...steps];

function listPrefix(steps: readonly string[], change: Change, operation: Operation): number | undefined {
  if (operation.relation !== undefined && steps.length > 1) return 1;
  return liveList(steps, operation.live) ?? guessedList(steps, change);
}

/** The live resource tells lists from objects. */
function liveList(steps: readonly string[], live: JsonValue | undefined): number | undefined {
  let value = live;
  for (const [index, step] of steps.entries()) {
    if (isArray(value)) return index;
    value = isObject(value) ? member(value, step) : undefined;
  }
  return undefined;
}

/** Where there is no live value, an item's own place is in a list, and so is what lies below a step that is no field's name. */
export function guessedList(steps: readonly string[], change: Change): number | undefined {
  const inner = steps.findIndex((step, index) => index > 0 && index < steps.length - 1 && !isFieldName(step));
  if (inner > 0) return inner;
  return change.kind === 'item' && steps.length > 1 ? steps.length - 1 : undefined;
}

/** The same change seen from inside its item. */
export function insideItem({ change, steps, list }: Located): Located {
  const rest = steps.slice((list ?? 0) + 1);
  return { change, steps: rest, list: guessedList(rest, change) };
}
