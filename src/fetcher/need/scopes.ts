import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Place, Problem } from '../../model/problem/problem.ts';
import type { ScopeNeed } from '../../resources/define.ts';
import type { FetchNeed, TypeNeed } from './need.ts';

/** Everything that the token must allow, checked before the first read: hidden is not empty. All that is missing is told at once. */
export function checkScopes(need: FetchNeed, granted: readonly string[]): Outcome<void, readonly Problem[]> {
  const held = new Set(granted);
  const problems = need.types.flatMap((type) => [...missingReads(type, held), ...missingFields(type, held)]);
  return problems.length === 0 ? success(undefined) : failure(problems);
}

const alternatives = (scopes: ScopeNeed): readonly string[] => (typeof scopes === 'string' ? [scopes] : scopes);
const lacks = (held: ReadonlySet<string>) => (scopes: ScopeNeed) => !alternatives(scopes).some((scope) => held.has(scope));

function missingReads({ type, relations }: TypeNeed, held: ReadonlySet<string>): readonly Problem[] {
  const needs = [...type.scopes.read, ...relations.flatMap(({ relation }) => relation.scopes.read)];
  const missing = [...new Map(needs.filter(lacks(held)).map((scopes) => [String(scopes), scopes])).values()];
  return missing.map((scopes) => scopeMissing(type.type, scopes));
}

/** One problem a scope: the first field that it hides stands for all of them. */
function missingFields({ guarded }: TypeNeed, held: ReadonlySet<string>): readonly Problem[] {
  const first = new Map<string, Problem>();
  for (const field of guarded.filter(({ scopes }) => lacks(held)(scopes))) {
    const name = String(field.scopes);
    if (!first.has(name))
      first.set(name, scopeHides(field.scopes, { kind: 'address', address: field.address, pointer: field.pointer }));
  }
  return [...first.values()];
}

const listed = (scopes: ScopeNeed): string => alternatives(scopes).join(' or ');
const grantHint = (scopes: ScopeNeed): string =>
  `Grant ${listed(scopes)} to the application for the Auth0 Management API, then run it again.`;

export const scopeMissing = (type: string, scopes: ScopeNeed): Problem => ({
  code: 'scope-missing',
  severity: 'error',
  message: `the token may not read ${type}: it lacks ${listed(scopes)}`,
  place: { kind: 'address', address: type },
  hint: grantHint(scopes),
});

export const scopeHides = (scopes: ScopeNeed, place: Place): Problem => ({
  code: 'scope-hides-fields',
  severity: 'error',
  message: `without ${listed(scopes)} the API leaves this field out of its answers: it would look as if it were unset`,
  place,
  hint: grantHint(scopes),
});
