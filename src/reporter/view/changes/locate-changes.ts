import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { parsePointer } from '../../../model/json/pointer.ts';
import type { Change } from '../../../model/plan/change.ts';
import { isFieldName } from '../format-field-path.ts';

/** A change with the steps of its path, and the position in that path of a list whose items are named by value or key. */
export interface LocatedChange {
  readonly change: Change;
  readonly steps: readonly string[];
  /** Length of the path prefix that leads to the list; undefined for a change outside of lists. */
  readonly list: number | undefined;
}

/** What locating the changes of an operation, or of an entry of drift, requires. */
interface ChangedResource {
  readonly changes: readonly Change[];
  readonly relation?: string;
  readonly live?: JsonObject;
}

/** Locates every change. Paths inside a relation are prefixed with the relation's name. */
export const locateChanges = (operation: ChangedResource): readonly LocatedChange[] =>
  operation.changes.map((change) => {
    const steps = prefixWithRelation(parsePointer(change.path), operation.relation);
    return { change, steps, list: findListPrefix(steps, change, operation) };
  });

const prefixWithRelation = (steps: readonly string[], relation: string | undefined): readonly string[] =>
  relation === undefined || steps[0] === relation ? steps : [relation, ...steps];

function findListPrefix(steps: readonly string[], change: Change, operation: ChangedResource): number | undefined {
  if (operation.relation !== undefined && steps.length > 1) return 1;
  return findLiveListPrefix(steps, operation.live) ?? guessListPrefix(steps, change);
}

/** Finds the list in the live resource, where arrays and objects can be distinguished. */
function findLiveListPrefix(steps: readonly string[], live: JsonValue | undefined): number | undefined {
  let value = live;
  for (const [index, step] of steps.entries()) {
    if (isArray(value)) return index;
    value = isObject(value) ? getObjectMember(value, step) : undefined;
  }
  return undefined;
}

/** Without a live value: a step that is not a field name is a list item's key, and a change of kind `item` ends in a list item. */
export function guessListPrefix(steps: readonly string[], change: Change): number | undefined {
  const inner = steps.findIndex((step, index) => index > 0 && index < steps.length - 1 && !isFieldName(step));
  if (inner > 0) return inner;
  return change.kind === 'item' && steps.length > 1 ? steps.length - 1 : undefined;
}

/** Makes the path of a change relative to the list item that contains it. */
export function rebaseIntoItem({ change, steps, list }: LocatedChange): LocatedChange {
  const innerSteps = steps.slice((list ?? 0) + 1);
  return { change, steps: innerSteps, list: guessListPrefix(innerSteps, change) };
}
