import { type Finding, mistake } from '../findings.ts';
import { typed } from '../substitute/typed-value.ts';
import { kindOf, type Tree } from '../text/tree.ts';
import { type Complaint, nameOf, pathOf, shapeAt, showValue } from './complaint.ts';
import { wanted } from './expectation.ts';
import { unknownField } from './unknown-field.ts';
import { isUnknownValue, refusedValue, unknownValue } from './unknown-value.ts';

/** An error of the schema in the words of a person: what is wrong, what would be right. */
export function findingOf(complaint: Complaint): Finding {
  switch (complaint.error.keyword) {
    case 'additionalProperties':
    case 'propertyNames':
      return unknownField(complaint);
    case 'required':
      return missingField(complaint);
    case 'type':
      return wrongType(complaint);
    case 'enum':
    case 'const':
      return refusedValue(complaint) ?? (isUnknownValue(complaint) ? unknownValue(complaint) : wrongValue(complaint));
    default:
      return wrongValue(complaint);
  }
}

function missingField(complaint: Complaint): Finding {
  const { error, shape, root, steps, at } = complaint;
  const field = String(error.params.missingProperty);
  const [first] = at.tree.kind === 'map' ? at.tree.members.values() : [];
  const hint = shapeAt(shape, root, [...steps, field])?.schema.description;
  const span = first?.key ?? at.key ?? at.tree.span;
  return mistake('missing-field', span, `${nameOf(complaint)} has no "${field}"`, { expected: `a field "${field}"`, hint });
}

const CALLED: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'null',
};

function wrongType(complaint: Complaint): Finding {
  const { tree } = complaint.at;
  const types = wordsOf(complaint.error.params.type);
  if (types.join() === 'null') return foreignField(complaint);
  const expected = types.map((type) => CALLED[type] ?? type).join(' or ');
  const hint = unset(tree, types) ?? quotes(tree, types);
  return mistake('wrong-type', tree.span, `${nameOf(complaint)} is ${kindOf(tree)}`, { expected, hint });
}

/** Only null fits where a field belongs to another kind of the same type. */
function foreignField({ at, steps, shape, root, subject }: Complaint): Finding {
  const owner = steps.length > 1 ? `"${pathOf(steps.slice(0, -1))}"` : `The ${subject}`;
  const hint = shapeAt(shape, root, steps)?.schema.description;
  return mistake('unknown-field', at.key ?? at.tree.span, `${owner} has no field "${steps.at(-1)}"`, { hint });
}

const unset = (tree: Tree, types: readonly string[]): string | undefined =>
  tree.kind === 'scalar' && tree.value === null && !types.includes('null')
    ? 'It cannot be unset: leave the field out to let it be.'
    : undefined;

function quotes(tree: Tree, types: readonly string[]): string | undefined {
  if (tree.kind !== 'scalar') return undefined;
  if (typeof tree.value !== 'string') return types.includes('string') ? 'Put it in quotes.' : undefined;
  const meant = typeof typed(tree.value);
  return types.includes(meant) || (meant === 'number' && types.includes('integer')) ? 'Write it without quotes.' : undefined;
}

const wordsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : String(value).split(','));

function wrongValue(complaint: Complaint): Finding {
  const { tree } = complaint.at;
  const { expected, hint } = wanted(complaint);
  const shown = showValue(complaint);
  const message =
    shown === undefined ? `${nameOf(complaint)} has a value that is not allowed` : `${nameOf(complaint)} is ${shown}`;
  return mistake('wrong-value', tree.span, message, { expected, hint });
}
