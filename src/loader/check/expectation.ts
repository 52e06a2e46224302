import { findNearestName } from '../../model/problem/nearest-name.ts';
import { getText, isEmptyTree, type Tree } from '../text/definition-tree.ts';
import { getShapeAt, type SchemaViolation } from './schema-violation.ts';

interface Expectation {
  readonly expected: string;
  readonly hint?: string | undefined;
}

/** What would have been right instead of a wrong value. */
export function describeExpectation({ error, at, shape, root, steps }: SchemaViolation): Expectation {
  const { params, keyword } = error;
  switch (keyword) {
    case 'enum':
    case 'const':
      return describeAllowedValues(getAllowedValues(params), at.tree);
    case 'format':
      return {
        expected: `a text of the form "${String(params.format)}"`,
        hint: getShapeAt(shape, root, steps)?.schema.description,
      };
    case 'pattern':
      return {
        expected: `a text that matches ${String(params.pattern)}`,
        hint: getShapeAt(shape, root, steps)?.schema.description,
      };
    case 'uniqueItems':
      return { expected: 'each item once', hint: `Items ${Number(params.j) + 1} and ${Number(params.i) + 1} are the same.` };
    default:
      return {
        expected: LIMIT_DESCRIPTIONS[keyword]?.(String(params.limit)) ?? `what the schema asks for (${keyword})`,
        hint: isEmptyTree(at.tree) && isNullable(getShapeAt(shape, root, steps)) ? 'Write null to unset it.' : undefined,
      };
  }
}

const isNullable = (shape: SchemaViolation['shape'] | undefined): boolean => [shape?.schema.type ?? []].flat().includes('null');

/** The values of an `enum` or of a `const`. */
export const getAllowedValues = (params: SchemaViolation['error']['params']): readonly unknown[] =>
  Array.isArray(params.allowedValues) ? params.allowedValues : [params.allowedValue];

function describeAllowedValues(allowed: readonly unknown[], tree: Tree): Expectation {
  const words = allowed.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const near = findNearestName(getText(tree) ?? '', words);
  const expected = words.length === 1 ? `${words[0]}` : `one of: ${words.join(', ')}`;
  return { expected, hint: near && `Did you mean "${near}"?` };
}

const LIMIT_DESCRIPTIONS: Readonly<Record<string, (limit: string) => string>> = {
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
