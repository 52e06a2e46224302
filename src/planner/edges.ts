import type { Draft, Token } from './draft.ts';

/** Why one operation comes after another. Soft reasons are good manners and give way where they would make a circle. */
export interface Edge {
  readonly to: string;
  readonly reason: 'requires' | 'releases' | 'name' | 'manners';
  /** The top-level field that asks for it, where one does. */
  readonly field?: string;
}

/** For each operation, by id, the operations that come first. */
export type Edges = ReadonlyMap<string, readonly Edge[]>;

const index = (drafts: readonly Draft[], tokensOf: (draft: Draft) => readonly Token[]): Map<Token, string[]> => {
  const found = new Map<Token, string[]>();
  for (const draft of drafts) {
    for (const token of tokensOf(draft)) found.set(token, [...(found.get(token) ?? []), draft.operation.id]);
  }
  return found;
};

export function edgesOf(drafts: readonly Draft[]): Edges {
  const providers = index(drafts, (draft) => draft.provides);
  const releasers = index(drafts, (draft) => draft.releases);
  const frers = index(drafts, (draft) => draft.frees);
  const ids = new Set(drafts.map((draft) => draft.operation.id));
  return new Map(
    drafts.map((draft) => {
      const self = draft.operation.id;
      const hard: Edge[] = [
        ...draft.requires.flatMap(({ token, field }) =>
          (providers.get(token) ?? []).map((to): Edge => ({ to, reason: 'requires', ...(field === undefined ? {} : { field }) })),
        ),
        ...draft.removes.flatMap((token) => (releasers.get(token) ?? []).map((to): Edge => ({ to, reason: 'releases' }))),
        ...draft.takes.flatMap((token) => (frers.get(token) ?? []).map((to): Edge => ({ to, reason: 'name' }))),
      ];
      const soft = draft.after.filter((to) => ids.has(to) || to.endsWith('/*')).map((to): Edge => ({ to, reason: 'manners' }));
      return [self, [...hard, ...soft].filter((edge) => edge.to !== self || edge.reason === 'requires')] as const;
    }),
  );
}

/** `create clients/*` stands for every operation of that action and type. */
export const groupOf = (draft: Draft): string => {
  const { action, address } = draft.operation;
  const slash = address.indexOf('/');
  return `${action} ${slash < 0 ? address : address.slice(0, slash)}/*`;
};
