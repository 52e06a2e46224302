import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import type { ResourceType, ScopeNeed } from '../../resources/resource-type.ts';
import { buildDeclaredTypeNeed, buildFullTypeNeed } from './build-type-need.ts';
import { listKeyTargets, listReferencedTypes, listRequiredTypes, listTargetTypes } from './referenced-types.ts';
import type { TypeNeed } from './type-need.ts';

/** The parts of a tenant that have to be read, and no more. */
export interface FetchNeed {
  readonly types: readonly TypeNeed[];
}

/** Makes refusals of declared parts non-fatal, so that everything else can be planned. */
export const allowRefusals = ({ types }: FetchNeed): FetchNeed => ({
  types: types.map((need) => ({ ...need, keepGoing: true })),
});

/** Computes what planning needs: the types that a definition declares or refers to, and the relations that it declares. */
export function computeFetchNeed(definition: Definition, types: readonly ResourceType[]): FetchNeed {
  const declared = new Set(definition.declared.map((declaredType) => declaredType.type));
  const resources = groupBy(definition.resources, (resource) => resource.type);
  const neededTypes = addKeyTargets(new Set([...declared, ...collectTypes(listReferencedTypes, resources, types)]), types);
  const requiredTypes = addKeyTargets(
    new Set([...resources.keys(), ...collectTypes(listRequiredTypes, resources, types)]),
    types,
  );
  // Types whose settings a write to a declared type resets: they are read so that they can be restored.
  const resetTypes = new Set(types.flatMap(({ type, resets }) => (resets && declared.has(type) ? [resets.type] : [])));
  return {
    types: types.flatMap((type) => {
      const { type: name } = type;
      if (neededTypes.has(name)) {
        const own = resources.get(name) ?? [];
        return [buildDeclaredTypeNeed(type, declared.has(name), requiredTypes.has(name), own, definition.policy)];
      }
      return resetTypes.has(name) ? [buildFullTypeNeed(type)] : [];
    }),
  };
}

/** Computes the need of an export: every resource of the types in `only` (default: all), and the types needed to resolve their references. */
export function computeFullFetchNeed(types: readonly ResourceType[], only?: readonly string[]): FetchNeed {
  const requestedTypes = new Set(only ?? types.map(({ type }) => type));
  const requested = types.filter(({ type }) => requestedTypes.has(type));
  const needed = addKeyTargets(new Set([...requestedTypes, ...requested.flatMap(listTargetTypes)]), types);
  return {
    types: types.filter(({ type }) => needed.has(type)).map((type) => buildFullTypeNeed(type, requestedTypes.has(type.type))),
  };
}

const collectTypes = (
  listTypes: typeof listReferencedTypes,
  resources: ReadonlyMap<string, readonly DeclaredResource[]>,
  types: readonly ResourceType[],
): readonly string[] =>
  types.flatMap((type) => (resources.get(type.type) ?? []).flatMap((resource) => listTypes(type, resource)));

/**
 * Adds the types that key fields refer to, recursively: the key of a client grant contains its client, so it is only known once the clients
 * are read. Extends `names` while iterating over it.
 */
function addKeyTargets(names: Set<string>, types: readonly ResourceType[]): ReadonlySet<string> {
  const byName = new Map(types.map((type) => [type.type, type]));
  for (const name of names) {
    const type = byName.get(name);
    for (const target of type ? listKeyTargets(type) : []) names.add(target);
  }
  return names;
}

/** Lists the scopes that a token needs to read all of this, including those that reveal hidden fields. */
export const listReadScopes = (need: FetchNeed): readonly ScopeNeed[] =>
  need.types.flatMap(({ type, relations, scopedFields }) => [
    ...type.scopes.read,
    ...relations.flatMap(({ relation }) => relation.scopes.read),
    ...scopedFields.map(({ scopes }) => scopes),
  ]);
