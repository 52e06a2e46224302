import { findLongerName, findNearestName } from '../../model/problem/nearest-name.ts';
import { createError, createWarning, type LoadFinding } from '../findings.ts';
import { getText, toJson } from '../text/definition-tree.ts';
import { describeExpectation, getAllowedValues } from './expectation.ts';
import { findReason } from './ineffective-values.ts';
import { formatValueName, getShapeAt, type SchemaViolation, showValue } from './schema-violation.ts';

/** Most values to list in a message. */
const MAX_LISTED = 12;

/**
 * Whether a value outside an enum may be one that the API has added since: it has the type of the enum's values, is not a near miss of one
 * of them, and is not known for another kind of the same type. Never for an enum that tenon itself depends on (`x-closed`).
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

/** Explains a value that the API accepts but tenon does not manage. `undefined` if the value is not one of those. */
export function explainRefusedValue(violation: SchemaViolation): LoadFinding | undefined {
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

/** Whether the field accepts the value, but only for another kind of the same type. */
function isKnownElsewhere({ shape, root, steps }: SchemaViolation, value: unknown): boolean {
  const holder = getShapeAt(shape, root, steps.slice(0, -1));
  const field = holder?.schema.properties?.[steps.at(-1) ?? ''];
  return field?.enum?.some((each) => each === value) ?? false;
}

/** Warns about a value that the schema does not know but the API may. */
export function explainUnknownValue(violation: SchemaViolation): LoadFinding {
  const visibleValue = showValue(violation);
  const statement = visibleValue === undefined ? 'has a value unknown to tenon' : `is ${visibleValue}, a value unknown to tenon`;
  const allowed = getAllowedValues(violation.error.params);
  const expected = allowed.length > MAX_LISTED ? undefined : describeExpectation(violation).expected;
  const longer = findLongerName(getText(violation.at.tree) ?? '', allowed.map(String));
  return createWarning(
    'unknown-value',
    violation.at.tree.span,
    `${formatValueName(violation)} ${statement}: it is sent unchanged`,
    { expected, hint: longer && `"${longer}" is a similar value.` },
  );
}
