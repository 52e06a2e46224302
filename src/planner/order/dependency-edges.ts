import { splitAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group.ts';
import type { Draft, Token } from '../draft.ts';

/** Why one operation comes after another. Soft reasons are good manners and give way where they would make a circle. */
export interface Edge {
  readonly to: string;
  readonly reason: 'requires' | 'releases' | 'name' | 'value' | 'manners';
  /** The top-level field that asks for it, where one does. */
  readonly field?: string;
}

/** For each operation, by id, the operations that come first. */
export type Edges = ReadonlyMap<string, readonly Edge[]>;

function index(drafts: readonly Draft[], tokensOf: (draft: Draft) => readonly Token[]): ReadonlyMap<Token, readonly string[]> {
  const pairs = drafts.flatMap((draft) => tokensOf(draft).map((token) => ({ token, id: draft.operation.id })));
  return new Map([...groupBy(pairs, ({ token }) => token)].map(([token, group]) => [token, group.map(({ id }) => id)]));
}

export function edgesOf(drafts: readonly Draft[]): Edges {
  const providers = index(drafts, (draft) => draft.provides);
  const releasers = index(drafts, (draft) => draft.releases);
  const nameHolders = index(drafts, (draft) => draft.frees);
  const valueHolders = index(drafts, (draft) => draft.freesValues.map(({ token }) => token));
  const types = new Map(drafts.map((draft) => [draft.operation.id, splitAddress(draft.operation.address).type]));
  const isHeld = (draft: Draft, to: string): boolean => draft.heldBy.includes(types.get(to) ?? splitGroup(to));
  return new Map(
    drafts.map((draft) => {
      const self = draft.operation.id;
      const needed: Edge[] = [
        ...draft.requires.flatMap(({ token, field }) =>
          (providers.get(token) ?? []).map((to): Edge => ({ to, reason: 'requires', ...(field === undefined ? {} : { field }) })),
        ),
        ...draft.takes.flatMap((token) => (nameHolders.get(token) ?? []).map((to): Edge => ({ to, reason: 'name' }))),
        ...draft.takesValues.flatMap(({ token, field }) =>
          (valueHolders.get(token) ?? []).map((to): Edge => ({ to, reason: 'value', field })),
        ),
      ];
      const before = [...draft.removes.flatMap((token) => releasers.get(token) ?? []), ...draft.after];
      const polite = before
        .filter((to) => types.has(to) || to.endsWith('/*'))
        .map((to): Edge => ({ to, reason: isHeld(draft, to) ? 'releases' : 'manners' }));
      return [self, [...needed, ...polite].filter((edge) => edge.to !== self || edge.reason === 'requires')] as const;
    }),
  );
}

const splitGroup = (group: string): string => splitAddress(group.slice(group.indexOf(' ') + 1)).type;

/** `create clients/*` stands for every operation of that action and type. */
export const groupOf = (draft: Draft): string => {
  const { action, address } = draft.operation;
  const slash = address.indexOf('/');
  return `${action} ${slash < 0 ? address : address.slice(0, slash)}/*`;
};
