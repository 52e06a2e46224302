import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import type { OutputRequest } from './output-value.ts';

const EXPECTED = 'an address and a field, such as clients/Shop.client_id, or tenant.domain';

export function createUnknownTypeProblem({ expression, place }: OutputRequest, catalogue: Catalogue): Problem {
  const type = /^[^/.]*/.exec(expression)?.[0] ?? '';
  const near = findNearestName(
    type,
    catalogue.all.map((known) => known.type),
  );
  return {
    code: 'unknown-type',
    severity: 'error',
    message: `"${expression}" does not begin with a resource type`,
    expected: EXPECTED,
    ...omitUndefined({ place, hint: formatSuggestion(near) }),
  };
}

export const createNoResourceProblem = ({ expression, place }: OutputRequest, suggestion: string | undefined): Problem => ({
  code: 'output-missing',
  severity: 'error',
  message: `The tenant does not have the resource of "${expression}"`,
  hint: suggestion ?? 'If it is declared, apply the definition first.',
  ...omitUndefined({ place }),
});

export const createAmbiguousProblem = ({ expression, place }: OutputRequest, address: string): Problem => ({
  code: 'ambiguous-key',
  severity: 'error',
  message: `The tenant has several ${address}, so "${expression}" has no single value`,
  hint: 'Give them different names.',
  ...omitUndefined({ place }),
});

export const createNoFieldProblem = ({ expression, place }: OutputRequest): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `"${expression}" is a resource, not a value`,
  expected: EXPECTED,
  ...omitUndefined({ place }),
});

export const createNoValueProblem = ({ expression, place }: OutputRequest, address: string): Problem => ({
  code: 'output-missing',
  severity: 'error',
  message: `"${expression}" has no value in the tenant`,
  hint: `Check the name of the field. To see the fields: tenon explain ${address}`,
  ...omitUndefined({ place }),
});

export const createHiddenProblem = ({ expression, place }: OutputRequest, scopes: readonly string[]): Problem => ({
  code: 'scope-hides-fields',
  severity: 'error',
  message: `The API hides "${expression}" from this token`,
  expected: `the scope ${scopes.join(' or ')}`,
  hint: 'Grant it to the application that tenon runs as.',
  ...omitUndefined({ place }),
});

export const createSecretProblem = (names: readonly string[]): Problem => ({
  code: 'output-secret',
  severity: 'error',
  message: `${names.join(', ')} ${names.length === 1 ? 'is a secret' : 'are secrets'}, which tenon does not print`,
  hint: 'Write to a private file with --out, or to the stdin of a program with --command.',
});

export const createUnquotableProblem = (name: string): Problem => ({
  code: 'wrong-value',
  severity: 'error',
  message: `The value of "${name}" has characters that readers of dotenv files understand differently`,
  hint: 'Use --format json.',
});
