import type { Definition } from '../model/definition.ts';
import type { ResourceType } from '../resources/define.ts';
import { type FetchNeed, needOf } from './need.ts';

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
