import { getLiveResources, type LiveResource, type Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../create-catalogue.ts';
import { getLiveKey, sortByKeyReferences } from './identify-resources.ts';
import { buildTypeNames, createNameIndex, type ReferenceContext, type TypeNames } from './resource-names.ts';

const NO_KEYS: ReadonlyMap<string, string> = new Map();

/**
 * Collects the keys of all live resources, so that references can be shown as keys instead of ids.
 * @param declaredKeys the key of each live id, by type, where a definition calls a resource something else
 */
export function collectKnownNames(
  snapshot: Snapshot,
  catalogue: Catalogue,
  declaredKeys: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(),
): ReferenceContext {
  const types = new Map<string, TypeNames>();
  const names = createNameIndex(types);
  for (const type of sortByKeyReferences(catalogue.all)) {
    const live = getLiveResources(snapshot, type.type);
    const keys = new Map(live.map((resource) => [resource, getLiveKey(type, resource, names.toKey)]));
    const declared = declaredKeys.get(type.type) ?? NO_KEYS;
    const matched = live.flatMap((resource): [LiveResource, string][] => {
      const key = declared.get(resource.id);
      return key === undefined ? [] : [[resource, key]];
    });
    types.set(type.type, buildTypeNames([], live, keys, new Map(matched), new Map()));
  }
  return { names, catalogue };
}
