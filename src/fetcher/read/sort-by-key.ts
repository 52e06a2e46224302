import { compareText } from '../../model/compare-text.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getLiveKey, isSelf, isSystem } from '../../resources/identity/identify-resources.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { listKeyTargets } from '../need/referenced-types.ts';
import type { KeyedLiveResource } from './relation-tasks.ts';
import type { TypeReads } from './type-reads.ts';

/** Sorts by key, then by id, so that the snapshot does not depend on the API's list order. */
export async function sortByKey(
  type: ResourceType,
  resources: readonly LiveResource[],
  self: string | undefined,
  lists: TypeReads,
): Promise<readonly KeyedLiveResource[]> {
  const keys = await readTargetKeys(type, lists);
  return resources
    .map((live) => ({
      live,
      key: getLiveKey(type, live, (target, id) => keys.get(target)?.get(id)),
      isUntouchable: isSystem(type, live.body) || isSelf(type, live.body, self),
    }))
    .sort((a, b) => compareText(a.key, b.key) || compareText(a.live.id, b.live.id));
}

type TargetKeys = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Maps ids to keys for the types that this type's key fields refer to. */
async function readTargetKeys(type: ResourceType, lists: TypeReads): Promise<TargetKeys> {
  const keys = new Map<string, ReadonlyMap<string, string>>();
  for (const target of listKeyTargets(type)) {
    const list = lists.get(target);
    const live = await list?.live;
    const resources = live?.ok && live.value.status === 'read' ? live.value.resources : [];
    keys.set(
      target,
      new Map(list && resources.map((resource) => [resource.id, getLiveKey(list.type, resource, () => undefined)])),
    );
  }
  return keys;
}
