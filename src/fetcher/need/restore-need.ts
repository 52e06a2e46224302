import type { Definition } from '../../model/definition/definition.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { allowRefusals, computeFetchNeed, type FetchNeed } from './fetch-need.ts';
import type { RelationNeed, TypeNeed } from './type-need.ts';

/**
 * Computes what a restore has to read. A resource is searched by its former id, and by its key in case it was created again. A type in
 * `recreatedTypes` whose new resources the tenant links automatically needs all resources that they would be linked to, so that those links
 * can be removed.
 */
export function computeRestoreNeed(definition: Definition, recreatedTypes: ReadonlySet<string>, catalogue: Catalogue): FetchNeed {
  const linked = catalogue.all.flatMap(({ type, autoLinks }) => (autoLinks && recreatedTypes.has(type) ? [autoLinks] : []));
  const resources = definition.resources.flatMap(({ pinnedId, ...unpinned }) =>
    pinnedId === undefined ? [unpinned] : [{ ...unpinned, pinnedId }, unpinned],
  );
  const declared = [...definition.declared, ...linked.map(({ type }) => ({ type }))];
  const need = computeFetchNeed({ ...definition, declared, resources }, catalogue);
  return {
    types: need.types.map((typeNeed) => {
      const fields = linked.flatMap(({ type, relation }) => (type === typeNeed.type.type ? [relation] : []));
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
 * Computes what a token must be able to read to compare the tenant with a saved state. `definition` is the definition built from that state:
 * its types are needed, and those that are pruned. A feature that the tenant does not have is not an error.
 */
export function computeSavedStateNeed(definition: Definition, state: Snapshot, catalogue: Catalogue): FetchNeed {
  const saved = new Set([...definition.resources.map(({ type }) => type), ...definition.policy.prune]);
  const need = computeFetchNeed({ ...definition, declared: [...saved].map((type) => ({ type })) }, catalogue);
  // What only others create is never declared, but saved resources may refer to it.
  const isReferredTo = ({ type, referenceOnly }: ResourceType): boolean =>
    referenceOnly !== undefined && state.types[type]?.status === 'read';
  const needed = need.types.filter(({ type }) => saved.has(type.type) || isReferredTo(type));
  return allowRefusals({
    types: needed.map((typeNeed) => ({ ...typeNeed, relations: typeNeed.relations.filter(isSavedIn(typeNeed, state)) })),
  });
}

/** Whether a list was saved. A saved resource can hold the ids of items whose own list could not be read. */
const isSavedIn = ({ type }: TypeNeed, { types }: Snapshot): ((need: RelationNeed) => boolean) => {
  const live = types[type.type];
  const refused = new Set(live?.status === 'read' ? (live.refused ?? []).map((part) => part.relation) : []);
  return ({ relation }) => !refused.has(relation.field);
};
