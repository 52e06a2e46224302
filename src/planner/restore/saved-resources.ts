import { getLiveResources, type LiveResource, type Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getLiveKey, isSelf, isSystem, sortByKeyReferences } from '../../resources/identity/identify-resources.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { ReferenceNamer } from '../../schema/request/declarable-resource.ts';

/** Checks whether more than the id and relations of a resource were saved. */
export const isFullySaved = (type: ResourceType, { body }: LiveResource): boolean =>
  type.kind === 'placed' || Object.keys(body).some((name) => name !== type.idField);

/** Creates a function that names resources by their keys in a state. `nameFirst` takes precedence; unknown ids are returned unchanged. */
export function createResourceNamer(
  state: Snapshot,
  catalogue: Catalogue,
  nameFirst: (type: string, id: string) => string | undefined = () => undefined,
): ReferenceNamer {
  const keys = new Map<string, ReadonlyMap<string, string>>();
  const nameResource: ReferenceNamer = (type, id) => nameFirst(type, id) ?? keys.get(type)?.get(id) ?? id;
  for (const type of sortByKeyReferences(catalogue.all)) {
    const whole = getLiveResources(state, type.type).filter((was) => isFullySaved(type, was));
    keys.set(type.type, new Map(whole.map((live) => [live.id, getLiveKey(type, live, nameResource)])));
  }
  return nameResource;
}

/** Lists the saved resources of a type, without Auth0's own resources and tenon's own client. */
export const listSavedResources = (type: ResourceType, before: Snapshot, self: string | undefined): readonly LiveResource[] =>
  getLiveResources(before, type.type).filter(({ body }) => !isSystem(type, body) && !isSelf(type, body, self));
