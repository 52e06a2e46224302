import { nearest } from '../model/nearest.ts';
import { type Complaint, nameOf, shapeAt } from './complaint.ts';
import { type Finding, mistake } from './findings.ts';
import { kindOf, type Tree, textOf } from './tree.ts';
import { typed } from './typed.ts';
import { unknownField } from './unknown-field.ts';

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
  const expected = types.map((type) => CALLED[type] ?? type).join(' or ');
  const hint = unset(tree, types) ?? quotes(tree, types);
  return mistake('wrong-type', tree.span, `${nameOf(complaint)} is ${kindOf(tree)}`, { expected, hint });
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
  const shown = shownOf(complaint);
  const message =
    shown === undefined ? `${nameOf(complaint)} has a value that is not allowed` : `${nameOf(complaint)} is ${shown}`;
  return mistake('wrong-value', tree.span, message, { expected, hint });
}

/** The value, where it is short and no secret. */
function shownOf({ at, steps, shape, root }: Complaint): string | undefined {
  const { tree } = at;
  if (tree.kind !== 'scalar' || tree.template !== undefined || shapeAt(shape, root, steps)?.schema['x-secret']) return undefined;
  const text = JSON.stringify(tree.value);
  return text.length <= 60 ? text : undefined;
}

interface Wanted {
  readonly expected: string;
  readonly hint?: string | undefined;
}

function wanted({ error, at, shape, root, steps }: Complaint): Wanted {
  const { params, keyword } = error;
  switch (keyword) {
    case 'enum':
    case 'const':
      return oneOf(Array.isArray(params.allowedValues) ? params.allowedValues : [params.allowedValue], at.tree);
    case 'format':
      return { expected: `a text of the form "${String(params.format)}"`, hint: shapeAt(shape, root, steps)?.schema.description };
    case 'pattern':
      return { expected: `a text that matches ${String(params.pattern)}`, hint: shapeAt(shape, root, steps)?.schema.description };
    case 'uniqueItems':
      return { expected: 'each item once', hint: `Items ${String(params.j)} and ${String(params.i)} are the same.` };
    default:
      return { expected: LIMITS[keyword]?.(String(params.limit)) ?? `what the schema asks for (${keyword})` };
  }
}

function oneOf(allowed: readonly unknown[], tree: Tree): Wanted {
  const words = allowed.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const written = nearestWord(textOf(tree) ?? '', words);
  const expected = words.length === 1 ? `${words[0]}` : `one of: ${words.join(', ')}`;
  return { expected, hint: written && `Did you mean "${written}"?` };
}

/** The word that was meant, or the first of those that begin with what was meant: `google` of `google-oauth2`. */
function nearestWord(written: string, words: readonly string[]): string | undefined {
  const near = nearest(written, words);
  const begin =
    near ??
    nearest(
      written,
      words.map((word) => word.split('-')[0] ?? word),
    );
  return near ?? words.find((word) => begin !== undefined && word.startsWith(`${begin}-`));
}

const LIMITS: Readonly<Record<string, (limit: string) => string>> = {
  minLength: (limit) => (limit === '1' ? 'a text that is not empty' : `at least ${limit} characters`),
  maxLength: (limit) => `at most ${limit} characters`,
  minimum: (limit) => `at least ${limit}`,
  maximum: (limit) => `at most ${limit}`,
  exclusiveMinimum: (limit) => `more than ${limit}`,
  exclusiveMaximum: (limit) => `less than ${limit}`,
  minItems: (limit) => `at least ${limit} items`,
  maxItems: (limit) => `at most ${limit} items`,
  minProperties: (limit) => `at least ${limit} fields`,
  maxProperties: (limit) => `at most ${limit} fields`,
};
