import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import { formatCount } from '../../model/wording.ts';
import { getText, isEmptyTree, type Tree } from '../text/definition-tree.ts';
import { getShapeAt, type SchemaViolation } from './schema-violation.ts';

interface Expectation {
  readonly expected: string;
  readonly hint?: string | undefined;
}

/** Describes the values that the schema allows instead of a wrong one. */
export function describeExpectation({ error, at, shape, root, steps }: SchemaViolation): Expectation {
  const { params, keyword } = error;
  switch (keyword) {
    case 'enum':
    case 'const':
      return describeAllowedValues(getAllowedValues(params), at.tree);
    case 'format':
      return {
        expected: `a string in the format "${String(params.format)}"`,
        hint: getShapeAt(shape, root, steps)?.schema.description,
      };
    case 'pattern':
      return {
        expected: `a string that matches ${String(params.pattern)}`,
        hint: getShapeAt(shape, root, steps)?.schema.description,
      };
    case 'uniqueItems':
      return { expected: 'each item once', hint: `Items ${Number(params.j) + 1} and ${Number(params.i) + 1} are identical.` };
    default:
      return {
        expected: LIMIT_DESCRIPTIONS[keyword]?.(Number(params.limit)) ?? `a value that the schema allows (${keyword})`,
        hint:
          isEmptyTree(at.tree) && isNullable(getShapeAt(shape, root, steps))
            ? 'Write null to unset it.'
            : getShapeAt(shape, root, steps)?.schema.description,
      };
  }
}

const isNullable = (shape: SchemaViolation['shape'] | undefined): boolean => [shape?.schema.type ?? []].flat().includes('null');

/** Returns the allowed values of an `enum` or `const` error. */
export const getAllowedValues = (params: SchemaViolation['error']['params']): readonly unknown[] =>
  Array.isArray(params.allowedValues) ? params.allowedValues : [params.allowedValue];

function describeAllowedValues(allowed: readonly unknown[], tree: Tree): Expectation {
  const labels = allowed.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const near = findNearestName(getText(tree) ?? '', labels);
  const expected = labels.length === 1 ? `${labels[0]}` : `one of: ${labels.join(', ')}`;
  return { expected, hint: formatSuggestion(near) };
}

const LIMIT_DESCRIPTIONS: Readonly<Record<string, (limit: number) => string>> = {
  minLength: (limit) => (limit === 1 ? 'a non-empty string' : `at least ${formatCount(limit, 'character')}`),
  maxLength: (limit) => `at most ${formatCount(limit, 'character')}`,
  minimum: (limit) => `at least ${limit}`,
  maximum: (limit) => `at most ${limit}`,
  exclusiveMinimum: (limit) => `more than ${limit}`,
  exclusiveMaximum: (limit) => `less than ${limit}`,
  minItems: (limit) => `at least ${formatCount(limit, 'item')}`,
  maxItems: (limit) => `at most ${formatCount(limit, 'item')}`,
  minProperties: (limit) => `at least ${formatCount(limit, 'field')}`,
  maxProperties: (limit) => `at most ${formatCount(limit, 'field')}`,
};
