import { nearest } from '../../model/problem/nearest.ts';
import { isEmptyTree, type Tree, textOf } from '../text/tree.ts';
import { type Complaint, shapeAt } from './complaint.ts';

interface Wanted {
  readonly expected: string;
  readonly hint?: string | undefined;
}

/** What would have been right instead of a wrong value. */
export function wanted({ error, at, shape, root, steps }: Complaint): Wanted {
  const { params, keyword } = error;
  switch (keyword) {
    case 'enum':
    case 'const':
      return oneOf(allowedIn(params), at.tree);
    case 'format':
      return { expected: `a text of the form "${String(params.format)}"`, hint: shapeAt(shape, root, steps)?.schema.description };
    case 'pattern':
      return { expected: `a text that matches ${String(params.pattern)}`, hint: shapeAt(shape, root, steps)?.schema.description };
    case 'uniqueItems':
      return { expected: 'each item once', hint: `Items ${Number(params.j) + 1} and ${Number(params.i) + 1} are the same.` };
    default:
      return {
        expected: LIMITS[keyword]?.(String(params.limit)) ?? `what the schema asks for (${keyword})`,
        hint: isEmptyTree(at.tree) && isNullable(shapeAt(shape, root, steps)) ? 'Write null to unset it.' : undefined,
      };
  }
}

const isNullable = (shape: Complaint['shape'] | undefined): boolean => [shape?.schema.type ?? []].flat().includes('null');

/** The values of an `enum` or of a `const`. */
export const allowedIn = (params: Complaint['error']['params']): readonly unknown[] =>
  Array.isArray(params.allowedValues) ? params.allowedValues : [params.allowedValue];

function oneOf(allowed: readonly unknown[], tree: Tree): Wanted {
  const words = allowed.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const near = nearest(textOf(tree) ?? '', words);
  const expected = words.length === 1 ? `${words[0]}` : `one of: ${words.join(', ')}`;
  return { expected, hint: near && `Did you mean "${near}"?` };
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
