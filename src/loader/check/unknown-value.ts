import { nearest } from '../../model/problem/nearest.ts';
import { caution, type Finding, mistake } from '../findings.ts';
import { textOf, toJson } from '../text/tree.ts';
import { type Complaint, nameOf, shapeAt, showValue } from './complaint.ts';
import { allowedIn, wanted } from './expectation.ts';
import { reasonFor } from './own-values.ts';

/** So many values can be listed. */
const FEW = 12;

/**
 * Whether a value outside of a list of values may be one that the API has come to know since. It is of the kind that the list holds, it is
 * no slip of a value in the list, the list is not one that tenon acts on, and the value is not one that is known to belong elsewhere.
 */
export function isUnknownValue(complaint: Complaint): boolean {
  const { error, at, steps, root, shape } = complaint;
  const allowed = allowedIn(error.params);
  const value = toJson(at.tree);
  const schema = shapeAt(shape, root, steps)?.schema;
  if (value === null || !allowed.some((each) => typeof each === typeof value)) return false;
  if (schema?.['x-closed'] !== undefined || isKnown(complaint, value)) return false;
  const text = textOf(at.tree);
  return text !== '' && (text === undefined || nearest(text, allowed.map(String)) === undefined);
}

/** A value that the API takes, and tenon has a reason not to manage. */
export function refusedValue(complaint: Complaint): Finding | undefined {
  const { at, steps, root, shape } = complaint;
  const hint = reasonFor(shapeAt(shape, root, steps)?.schema['x-refused-values'], textOf(at.tree) ?? '');
  return hint === undefined
    ? undefined
    : mistake('wrong-value', at.tree.span, `${nameOf(complaint)} is "${textOf(at.tree)}", which tenon cannot manage`, { hint });
}

/** Whether the field takes the value, but not beside what else is declared: for another kind of the same type. */
function isKnown({ shape, root, steps }: Complaint, value: unknown): boolean {
  const holder = shapeAt(shape, root, steps.slice(0, -1));
  const field = holder?.schema.properties?.[steps.at(-1) ?? ''];
  return field?.enum?.some((each) => each === value) ?? false;
}

export function unknownValue(complaint: Complaint): Finding {
  const shown = showValue(complaint);
  const what = shown === undefined ? 'holds a value that tenon does not know' : `is ${shown}, which tenon does not know`;
  const expected = allowedIn(complaint.error.params).length > FEW ? undefined : wanted(complaint).expected;
  return caution('unknown-value', complaint.at.tree.span, `${nameOf(complaint)} ${what}: it is sent as it is written`, {
    expected,
  });
}
