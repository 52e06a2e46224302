import { createError, type LoadFinding } from '../findings.ts';
import { parseScalar } from '../substitute/parse-scalar.ts';
import { describeKind, type Tree } from '../text/definition-tree.ts';
import { describeExpectation } from './expectation.ts';
import { formatPath, formatValueName, getShapeAt, type SchemaViolation, showValue } from './schema-violation.ts';
import { explainUnknownField } from './unknown-field.ts';
import { explainRefusedValue, explainUnknownValue, isUnknownValue } from './unknown-value.ts';

/** Explains a schema error: what is wrong, what is expected and, where known, what to do. */
export function explainViolation(violation: SchemaViolation): LoadFinding {
  switch (violation.error.keyword) {
    case 'additionalProperties':
    case 'propertyNames':
      return explainUnknownField(violation);
    case 'required':
      return explainMissingField(violation);
    case 'type':
      return explainWrongType(violation);
    case 'enum':
    case 'const':
      return (
        explainRefusedValue(violation) ??
        (isUnknownValue(violation) ? explainUnknownValue(violation) : explainWrongValue(violation))
      );
    default:
      return explainWrongValue(violation);
  }
}

function explainMissingField(violation: SchemaViolation): LoadFinding {
  const { error, shape, root, steps, at } = violation;
  const field = String(error.params.missingProperty);
  const [first] = at.tree.kind === 'map' ? at.tree.members.values() : [];
  const hint = getShapeAt(shape, root, [...steps, field])?.schema.description;
  const span = first?.key ?? at.key ?? at.tree.span;
  return createError('missing-field', span, `${formatValueName(violation)} has no "${field}"`, {
    expected: `the field "${field}"`,
    hint,
  });
}

const TYPE_LABELS: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'null',
};

function explainWrongType(violation: SchemaViolation): LoadFinding {
  const { tree } = violation.at;
  const types = listTypeNames(violation.error.params.type);
  if (types.join() === 'null') return explainForeignField(violation);
  const expected = types.map((type) => TYPE_LABELS[type] ?? type).join(' or ');
  const hint = getUnsetHint(tree, types) ?? getQuotesHint(tree, types);
  return createError('wrong-type', tree.span, `${formatValueName(violation)} is ${describeKind(tree)}`, { expected, hint });
}

/** Explains a value where only null is allowed. Schemas write this for a field of another kind of the same type. */
function explainForeignField({ at, steps, shape, root, subject }: SchemaViolation): LoadFinding {
  const owner = steps.length > 1 ? `"${formatPath(steps.slice(0, -1))}"` : `The ${subject}`;
  const hint = getShapeAt(shape, root, steps)?.schema.description;
  return createError('unknown-field', at.key ?? at.tree.span, `${owner} has no field "${steps.at(-1)}"`, { hint });
}

const getUnsetHint = (tree: Tree, types: readonly string[]): string | undefined =>
  tree.kind === 'scalar' && tree.value === null && !types.includes('null')
    ? 'This field cannot be unset. Remove it to leave it unchanged.'
    : undefined;

function getQuotesHint(tree: Tree, types: readonly string[]): string | undefined {
  if (tree.kind !== 'scalar') return undefined;
  if (typeof tree.value !== 'string') return types.includes('string') ? 'Put it in quotes.' : undefined;
  const unquotedType = typeof parseScalar(tree.value);
  return types.includes(unquotedType) || (unquotedType === 'number' && types.includes('integer'))
    ? 'Write it without quotes.'
    : undefined;
}

const listTypeNames = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : String(value).split(',');

function explainWrongValue(violation: SchemaViolation): LoadFinding {
  const { tree } = violation.at;
  const { expected, hint } = describeExpectation(violation);
  const visibleValue = showValue(violation);
  const message =
    visibleValue === undefined
      ? `${formatValueName(violation)} has a value that is not allowed`
      : `${formatValueName(violation)} is ${visibleValue}`;
  return createError('wrong-value', tree.span, message, { expected, hint });
}
