import type { Definition } from '../model/definition/definition.ts';
import type { ScopeNeed } from '../resources/resource-type.ts';

/** Scopes of the Management API, sorted. */
export interface RequiredScopes {
  readonly plan: readonly string[];
  /** Includes `read:logs`, which names who changed something. */
  readonly drift: readonly string[];
  readonly apply: readonly string[];
}

/** The least that a token must be granted for this definition. */
export async function listRequiredScopes(definition: Definition): Promise<RequiredScopes> {
  const { computeFetchNeed, listReadScopes } = await import('../fetcher/need/fetch-need.ts');
  const { collectWriteScopes } = await import('../planner/guard/required-scopes.ts');
  const { CATALOGUE } = await import('../resources/catalogue.ts');
  const plan = listNarrowestScopes(listReadScopes(computeFetchNeed(definition, CATALOGUE)));
  return {
    plan,
    drift: listNarrowestScopes([...plan, 'read:logs']),
    apply: listNarrowestScopes([...plan, ...collectWriteScopes(definition, CATALOGUE)]),
  };
}

/** Where any of several scopes suffices, the first is the narrowest. */
const listNarrowestScopes = (needs: readonly ScopeNeed[]): readonly string[] =>
  [...new Set(needs.flatMap((need) => (typeof need === 'string' ? [need] : need.slice(0, 1))))].sort();
