import { isPatternMatch, splitAddress } from '../../model/address.ts';
import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { findReferences } from '../../schema/schema-references.ts';

/**
 * Reduces a definition to what must be read to plan only some of its resources (`--only`): these, and the declared ones that they refer to,
 * because whether those exist is only known once they are read.
 * @param only addresses and address patterns
 */
export function narrowDefinition(definition: Definition, catalogue: Catalogue, only: readonly string[]): Definition {
  const { resources, absent, policy } = definition;
  const selected = selectResources([...resources, ...absent], only);
  const needed = collectReferenced(selected, resources, catalogue);
  const isPlanned = (type: string): boolean => only.some((pattern) => isPatternMatch(type, splitAddress(pattern).type));
  const types = new Set([...needed].map(({ type }) => type));
  return {
    ...definition,
    declared: definition.declared.filter(({ type }) => types.has(type) || isPlanned(type)),
    resources: resources.filter((resource) => needed.has(resource)),
    absent: absent.filter((resource) => needed.has(resource)),
    policy: { ...policy, prune: policy.prune.filter(isPlanned) },
  };
}

/** A composite key may be declared with ids. Only the tenant says what these name, so such a pattern selects the whole type. */
const selectResources = (resources: readonly DeclaredResource[], only: readonly string[]): readonly DeclaredResource[] =>
  only.flatMap((pattern) => {
    const named = resources.filter(({ address }) => isPatternMatch(address, pattern));
    return named.length > 0 ? named : resources.filter(({ type }) => type === splitAddress(pattern).type);
  });

/** Extends the set of needed resources while iterating over it. */
function collectReferenced(
  selected: readonly DeclaredResource[],
  resources: readonly DeclaredResource[],
  catalogue: Catalogue,
): ReadonlySet<DeclaredResource> {
  const byType = groupBy(resources, ({ type }) => type);
  const needed = new Set(selected);
  for (const { type, fields, relations } of needed) {
    const definition = catalogue.get(type);
    for (const reference of definition ? findReferences(getResourceShape(definition), { ...fields, ...relations }) : []) {
      const candidates = byType.get(reference.type) ?? [];
      const named = candidates.filter(({ key, pinnedId }) => key === reference.value || pinnedId === reference.value);
      const isComposite = (catalogue.get(reference.type)?.key.length ?? 0) > 1;
      for (const target of named.length > 0 || !isComposite ? named : candidates) needed.add(target);
    }
  }
  return needed;
}
