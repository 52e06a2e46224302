import type { Definition } from '../../src/model/definition/definition.ts';
import { getLiveResources } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getLiveKey } from '../../src/resources/identity/identify-resources.ts';
import type { TenantPipeline } from './tenant-pipeline.ts';

/** Finds the id of the first declared resource of a type, which a path names it by. Empty: the tenant has none of them. */
export async function findLiveId(at: TenantPipeline, name: string, definition: Definition): Promise<string> {
  const type = CATALOGUE.get(name);
  const keys = new Set(definition.resources.filter((one) => one.type === name).map(({ key }) => key));
  const snapshot = await at.takeSnapshot(definition);
  const findKey = (other: string, id: string): string | undefined => {
    const target = CATALOGUE.get(other);
    const live = getLiveResources(snapshot, other).find((one) => one.id === id);
    return target && live ? getLiveKey(target, live, () => undefined) : undefined;
  };
  return getLiveResources(snapshot, name).find((live) => type && keys.has(getLiveKey(type, live, findKey)))?.id ?? '';
}
