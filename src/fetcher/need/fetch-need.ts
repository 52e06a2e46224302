import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { isLookedUp } from '../../resources/identity/keyed-lookups.ts';
import type { ScopeNeed } from '../../resources/resource-type.ts';
import { buildDeclaredTypeNeed, buildFullTypeNeed } from './build-type-need.ts';
import { listReferencedTypes, listRequiredKeyTargets, listRequiredTypes, listTargetTypes } from './referenced-types.ts';
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
export function computeFetchNeed(definition: Definition, catalogue: Catalogue): FetchNeed {
  const declared = new Set(definition.declared.map((declaredType) => declaredType.type));
  const resources = groupBy([...definition.resources, ...definition.absent], (resource) => resource.type);
  const neededTypes = addKeyTargets(
    new Set([...declared, ...collectTypes(listReferencedTypes, resources, catalogue)]),
    catalogue,
  );
  const requiredTypes = addKeyTargets(
    new Set([...resources.keys(), ...collectTypes(listRequiredTypes, resources, catalogue)]),
    catalogue,
  );
  // Types whose settings a write to a declared type resets: they are read so that they can be restored.
  const resetTypes = new Set(catalogue.all.flatMap(({ type, resets }) => (resets && declared.has(type) ? [resets.type] : [])));
  return {
    types: catalogue.all.flatMap((type) => {
      const { type: name } = type;
      if (neededTypes.has(name)) {
        const own = resources.get(name) ?? [];
        return [buildDeclaredTypeNeed(type, declared.has(name), requiredTypes.has(name), own, definition, catalogue)];
      }
      return resetTypes.has(name) ? [buildFullTypeNeed(type)] : [];
    }),
  };
}

/** Computes the need of an export: every resource of the types in `only` (default: all), and the types needed to resolve their references. */
export function computeFullFetchNeed(catalogue: Catalogue, only?: readonly string[]): FetchNeed {
  const listed = catalogue.all.filter((type) => !isLookedUp(type));
  const requestedTypes = new Set(only ?? listed.map(({ type }) => type));
  const requested = listed.filter(({ type }) => requestedTypes.has(type));
  const needed = addKeyTargets(new Set([...requestedTypes, ...requested.flatMap(listTargetTypes)]), catalogue);
  return {
    types: listed.filter(({ type }) => needed.has(type)).map((type) => buildFullTypeNeed(type, requestedTypes.has(type.type))),
  };
}

const collectTypes = (
  listTypes: typeof listReferencedTypes,
  resources: ReadonlyMap<string, readonly DeclaredResource[]>,
  catalogue: Catalogue,
): readonly string[] =>
  catalogue.all.flatMap((type) => (resources.get(type.type) ?? []).flatMap((resource) => listTypes(type, resource)));

/**
 * Adds the types that key fields refer to, recursively: the key of a client grant contains its client, so it is only known once the clients
 * are read. Extends `names` while iterating over it.
 */
function addKeyTargets(names: Set<string>, catalogue: Catalogue): ReadonlySet<string> {
  for (const name of names) {
    const type = catalogue.get(name);
    for (const target of type ? listRequiredKeyTargets(type) : []) names.add(target);
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
