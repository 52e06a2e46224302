import { splitAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { DependencyToken, Draft } from '../draft.ts';

/** Why one operation comes after another. `manners` is a preference, dropped where it would cause a dependency cycle. */
export interface DependencyEdge {
  readonly to: string;
  readonly reason: 'requires' | 'releases' | 'name' | 'value' | 'manners';
  /** The top-level field that causes the dependency, if one does. */
  readonly field?: string;
}

/** The predecessors of each operation, by its id. */
export type DependencyEdges = ReadonlyMap<string, readonly DependencyEdge[]>;

function indexByToken(
  drafts: readonly Draft[],
  getTokens: (draft: Draft) => readonly DependencyToken[],
): ReadonlyMap<DependencyToken, readonly string[]> {
  const pairs = drafts.flatMap((draft) => getTokens(draft).map((token) => ({ token, id: draft.operation.id })));
  return new Map([...groupBy(pairs, ({ token }) => token)].map(([token, group]) => [token, group.map(({ id }) => id)]));
}

export function buildDependencyEdges(drafts: readonly Draft[]): DependencyEdges {
  const providers = indexByToken(drafts, (draft) => draft.provides);
  const releasers = indexByToken(drafts, (draft) => draft.releases);
  const nameHolders = indexByToken(drafts, (draft) => draft.frees);
  const valueHolders = indexByToken(drafts, (draft) => draft.freesValues.map(({ token }) => token));
  const types = new Map(drafts.map((draft) => [draft.operation.id, splitAddress(draft.operation.address).type]));
  const isHeldBy = (draft: Draft, to: string): boolean => draft.heldBy.includes(types.get(to) ?? parseGroupType(to));
  return new Map(
    drafts.map((draft) => {
      const self = draft.operation.id;
      const needed: DependencyEdge[] = [
        ...draft.requires.flatMap(({ token, field }) =>
          (providers.get(token) ?? []).map((to): DependencyEdge => ({ to, reason: 'requires', ...omitUndefined({ field }) })),
        ),
        ...draft.takes.flatMap((token) => (nameHolders.get(token) ?? []).map((to): DependencyEdge => ({ to, reason: 'name' }))),
        ...draft.takesValues.flatMap(({ token, field }) =>
          (valueHolders.get(token) ?? []).map((to): DependencyEdge => ({ to, reason: 'value', field })),
        ),
      ];
      const before = [...draft.removes.flatMap((token) => releasers.get(token) ?? []), ...draft.after];
      const preferred = before
        .filter((to) => types.has(to) || to.endsWith('/*'))
        .map((to): DependencyEdge => ({ to, reason: isHeldBy(draft, to) ? 'releases' : 'manners' }));
      return [self, [...needed, ...preferred].filter((edge) => edge.to !== self || edge.reason === 'requires')] as const;
    }),
  );
}

const parseGroupType = (group: string): string => splitAddress(group.slice(group.indexOf(' ') + 1)).type;

/** Returns the id of the group that an operation belongs to: `create clients/*`. */
export const getGroupId = (draft: Draft): string => {
  const { action, address } = draft.operation;
  const slash = address.indexOf('/');
  return `${action} ${slash < 0 ? address : address.slice(0, slash)}/*`;
};
