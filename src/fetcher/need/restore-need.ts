import type { Definition } from '../../model/definition/definition.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { allowRefusals, computeFetchNeed, type FetchNeed, type RelationNeed, type TypeNeed } from './fetch-need.ts';

/**
 * What has to be read for a way back. A resource is looked for by the id that it had, and by its key in case somebody has made it again.
 * Where one of a type that joins others by itself will be made again (`remade`), all that it would join is read, so that it can be kept out.
 */
export function computeRestoreNeed(
  definition: Definition,
  recreatedTypes: ReadonlySet<string>,
  types: readonly ResourceType[],
): FetchNeed {
  const joined = types.flatMap(({ type, autoLinks: joins }) => (joins && recreatedTypes.has(type) ? [joins] : []));
  const resources = definition.resources.flatMap(({ pinnedId, ...unpinned }) =>
    pinnedId === undefined ? [unpinned] : [{ ...unpinned, pinnedId }, unpinned],
  );
  const declared = [...definition.declared, ...joined.map(({ type }) => ({ type }))];
  const need = computeFetchNeed({ ...definition, declared, resources }, types);
  return {
    types: need.types.map((typeNeed) => {
      const fields = joined.flatMap(({ type, relation }) => (type === typeNeed.type.type ? [relation] : []));
      const all = typeNeed.type.relations
        .filter(({ field }) => fields.includes(field))
        .map((relation) => ({ relation, owners: 'all' }) as const);
      return {
        ...typeNeed,
        relations: [...typeNeed.relations.filter(({ relation }) => !fields.includes(relation.field)), ...all],
      };
    }),
  };
}

/**
 * What a token must show so that a tenant can be compared with all of a saved state, given as a definition too: what is in it, and types that
 * are pruned. What the tenant does not have at all is no reason to refuse.
 */
export function computeSavedStateNeed(definition: Definition, state: Snapshot, types: readonly ResourceType[]): FetchNeed {
  const saved = new Set([...definition.resources.map(({ type }) => type), ...definition.policy.prune]);
  const need = computeFetchNeed({ ...definition, declared: [...saved].map((type) => ({ type })) }, types);
  const needed = need.types.filter(({ type }) => saved.has(type.type));
  return allowRefusals({
    types: needed.map((typeNeed) => ({ ...typeNeed, relations: typeNeed.relations.filter(isSavedIn(typeNeed, state)) })),
  });
}

/** Ids in a resource may tell of a list that itself was not saved. */
const isSavedIn = ({ type }: TypeNeed, { types }: Snapshot): ((need: RelationNeed) => boolean) => {
  const live = types[type.type];
  const refused = new Set(live?.status === 'read' ? (live.refused ?? []).map((part) => part.relation) : []);
  return ({ relation }) => !refused.has(relation.field);
};
