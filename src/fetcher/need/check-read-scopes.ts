import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { formatGrantHint } from '../../model/problem/grant-hint.ts';
import type { Place, Problem } from '../../model/problem/problem.ts';
import type { ScopeNeed } from '../../resources/resource-type.ts';
import type { FetchNeed } from './fetch-need.ts';
import type { TypeNeed } from './type-need.ts';

/** Checks before the first read that the token has every scope it needs, and reports all missing ones together. */
export function checkReadScopes(need: FetchNeed, granted: readonly string[]): Outcome<void, readonly Problem[]> {
  const held = new Set(granted);
  const problems = need.types.flatMap((type) => [...findMissingReads(type, held), ...findMissingFields(type, held)]);
  return problems.length === 0 ? succeed(undefined) : failWith(problems);
}

const toAlternatives = (scopes: ScopeNeed): readonly string[] => (typeof scopes === 'string' ? [scopes] : scopes);
const isMissingIn = (held: ReadonlySet<string>) => (scopes: ScopeNeed) =>
  !toAlternatives(scopes).some((scope) => held.has(scope));

function findMissingReads({ type, relations }: TypeNeed, held: ReadonlySet<string>): readonly Problem[] {
  const needs = [...type.scopes.read, ...relations.flatMap(({ relation }) => relation.scopes.read)];
  const missing = [...new Map(needs.filter(isMissingIn(held)).map((scopes) => [String(scopes), scopes])).values()];
  return missing.map((scopes) => describeMissingReadScope(type.type, scopes));
}

/** Returns one problem per scope, placed at the first field that the scope would reveal. */
function findMissingFields({ scopedFields }: TypeNeed, held: ReadonlySet<string>): readonly Problem[] {
  const first = new Map<string, Problem>();
  for (const field of scopedFields.filter(({ scopes }) => isMissingIn(held)(scopes))) {
    const name = String(field.scopes);
    if (!first.has(name))
      first.set(name, describeHiddenField(field.scopes, { kind: 'address', address: field.address, pointer: field.pointer }));
  }
  return [...first.values()];
}

const formatAlternatives = (scopes: ScopeNeed): string => toAlternatives(scopes).join(' or ');

export const describeMissingReadScope = (type: string, scopes: ScopeNeed): Problem => ({
  code: 'scope-missing',
  severity: 'error',
  message: `the token cannot read ${type}: scope ${formatAlternatives(scopes)} is missing`,
  place: { kind: 'address', address: type },
  hint: formatGrantHint(toAlternatives(scopes)),
});

export const describeHiddenField = (scopes: ScopeNeed, place: Place): Problem => ({
  code: 'scope-hides-fields',
  severity: 'error',
  message: `without scope ${formatAlternatives(scopes)} the API omits this field from its answers, so it would look unset`,
  place,
  hint: formatGrantHint(toAlternatives(scopes)),
});
