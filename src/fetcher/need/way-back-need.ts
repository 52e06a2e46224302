import type { Definition } from '../../model/definition/definition.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { type FetchNeed, keepingGoing, needOf, type RelationNeed, type TypeNeed } from './need.ts';

/**
 * What has to be read for a way back. A resource is looked for by the id that it had, and by its key in case somebody has made it again.
 * Where one of a type that joins others by itself will be made again (`remade`), all that it would join is read, so that it can be kept out.
 */
export function needOfWayBack(definition: Definition, remade: ReadonlySet<string>, types: readonly ResourceType[]): FetchNeed {
  const joined = types.flatMap(({ type, joins }) => (joins && remade.has(type) ? [joins] : []));
  const resources = definition.resources.flatMap(({ pinnedId, ...named }) =>
    pinnedId === undefined ? [named] : [{ ...named, pinnedId }, named],
  );
  const declared = [...definition.declared, ...joined.map(({ type }) => ({ type }))];
  const need = needOf({ ...definition, declared, resources }, types);
  return {
    types: need.types.map((one) => {
      const fields = joined.flatMap(({ type, relation }) => (type === one.type.type ? [relation] : []));
      const all = one.type.relations
        .filter(({ field }) => fields.includes(field))
        .map((relation) => ({ relation, of: 'all' }) as const);
      return { ...one, relations: [...one.relations.filter(({ relation }) => !fields.includes(relation.field)), ...all] };
    }),
  };
}

/**
 * What a token must show so that a tenant can be compared with all of a saved state, given as a definition too: what is in it, and types that
 * are pruned. What the tenant does not have at all is no reason to refuse.
 */
export function needOfSavedState(definition: Definition, state: Snapshot, types: readonly ResourceType[]): FetchNeed {
  const saved = new Set([...definition.resources.map(({ type }) => type), ...definition.policy.prune]);
  const need = needOf({ ...definition, declared: [...saved].map((type) => ({ type })) }, types);
  const needed = need.types.filter(({ type }) => saved.has(type.type));
  return keepingGoing({ types: needed.map((one) => ({ ...one, relations: one.relations.filter(isSavedIn(one, state)) })) });
}

/** Ids in a resource may tell of a list that itself was not saved. */
const isSavedIn = ({ type }: TypeNeed, { types }: Snapshot): ((need: RelationNeed) => boolean) => {
  const live = types[type.type];
  const refused = new Set(live?.status === 'read' ? (live.refused ?? []).map((part) => part.relation) : []);
  return ({ relation }) => !refused.has(relation.field);
};
