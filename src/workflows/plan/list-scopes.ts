import type { Loaded } from '../../loader/load-definition.ts';
import type { ScopeNeed } from '../../resources/resource-type.ts';

/** Scopes of the Management API, sorted. */
export interface RequiredScopes {
  readonly plan: readonly string[];
  /** Those of `plan` and `read:logs`, to find who made a change. */
  readonly drift: readonly string[];
  readonly apply: readonly string[];
}

/** Lists the fewest scopes that a token needs for this definition. */
export async function listRequiredScopes({
  definition,
  catalogue,
}: Pick<Loaded, 'definition' | 'catalogue'>): Promise<RequiredScopes> {
  const { computeFetchNeed, listReadScopes } = await import('../../fetcher/need/fetch-need.ts');
  const { collectWriteScopes } = await import('../../planner/guard/required-scopes.ts');
  const plan = listNarrowestScopes(listReadScopes(computeFetchNeed(definition, catalogue)));
  return {
    plan,
    drift: listNarrowestScopes([...plan, 'read:logs']),
    apply: listNarrowestScopes([...plan, ...collectWriteScopes(definition, catalogue)]),
  };
}

/** If any of several scopes suffices, the first one is the narrowest. */
const listNarrowestScopes = (needs: readonly ScopeNeed[]): readonly string[] =>
  [...new Set(needs.flatMap((need) => (typeof need === 'string' ? [need] : need.slice(0, 1))))].sort();
