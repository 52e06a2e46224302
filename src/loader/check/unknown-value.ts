import { findNearestName } from '../../model/problem/nearest-name.ts';
import { createError, createWarning, type Finding } from '../findings.ts';
import { getText, toJson } from '../text/definition-tree.ts';
import { describeExpectation, getAllowedValues } from './expectation.ts';
import { findReason } from './ineffective-values.ts';
import { formatValueName, getShapeAt, type SchemaViolation, showValue } from './schema-violation.ts';

/** So many values can be listed. */
const MAX_LISTED = 12;

/**
 * Whether a value outside of a list of values may be one that the API has come to know since. It is of the kind that the list holds, it is
 * no slip of a value in the list, the list is not one that tenon acts on, and the value is not one that is known to belong elsewhere.
 */
export function isUnknownValue(violation: SchemaViolation): boolean {
  const { error, at, steps, root, shape } = violation;
  const allowed = getAllowedValues(error.params);
  const value = toJson(at.tree);
  const schema = getShapeAt(shape, root, steps)?.schema;
  if (value === null || !allowed.some((each) => typeof each === typeof value)) return false;
  if (schema?.['x-closed'] !== undefined || isKnownElsewhere(violation, value)) return false;
  const text = getText(at.tree);
  return text !== '' && (text === undefined || findNearestName(text, allowed.map(String)) === undefined);
}

/** A value that the API takes, and tenon has a reason not to manage. */
export function explainRefusedValue(violation: SchemaViolation): Finding | undefined {
  const { at, steps, root, shape } = violation;
  const hint = findReason(getShapeAt(shape, root, steps)?.schema['x-refused-values'], getText(at.tree) ?? '');
  return hint === undefined
    ? undefined
    : createError(
        'wrong-value',
        at.tree.span,
        `${formatValueName(violation)} is "${getText(at.tree)}", which tenon cannot manage`,
        { hint },
      );
}

/** Whether the field takes the value, but not beside what else is declared: for another kind of the same type. */
function isKnownElsewhere({ shape, root, steps }: SchemaViolation, value: unknown): boolean {
  const holder = getShapeAt(shape, root, steps.slice(0, -1));
  const field = holder?.schema.properties?.[steps.at(-1) ?? ''];
  return field?.enum?.some((each) => each === value) ?? false;
}

export function explainUnknownValue(violation: SchemaViolation): Finding {
  const visibleValue = showValue(violation);
  const statement =
    visibleValue === undefined ? 'holds a value that tenon does not know' : `is ${visibleValue}, which tenon does not know`;
  const expected =
    getAllowedValues(violation.error.params).length > MAX_LISTED ? undefined : describeExpectation(violation).expected;
  return createWarning(
    'unknown-value',
    violation.at.tree.span,
    `${formatValueName(violation)} ${statement}: it is sent as it is written`,
    {
      expected,
    },
  );
}
