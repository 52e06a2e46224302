import { splitAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { type ChangeOperation, getLiveState } from '../../model/plan/operation.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import type { LiveResource, LiveType, Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { findHiddenFields } from '../../resources/visibility/hidden-fields.ts';
import { maskLiveResource } from '../../resources/visibility/mask-live-resource.ts';
import { maskAlike } from '../../schema/secrets/mask-resource.ts';
import { toLiveKey } from '../apply-context.ts';
import type { CheckedState } from './checked-state.ts';

/**
 * Builds a snapshot of every resource that the plan touches, as the checks have just read it, with secrets masked. Rollback and restore
 * start from it. If only a relation of a resource changes, the snapshot holds its id and that relation. `granted` are the token's scopes,
 * `undefined` if the token does not reveal them.
 */
export function buildStateBefore(
  plan: Plan,
  found: CheckedState,
  catalogue: Catalogue,
  granted: readonly string[] | undefined,
): Snapshot {
  const touched = groupBy(
    listChanges(plan).filter((operation) => operation.liveId !== undefined),
    ({ address }) => splitAddress(address).type,
  );
  const types = catalogue.all.flatMap((type): readonly [string, LiveType][] => {
    const operations = touched.get(type.type);
    if (!operations) return [];
    const resources = [...groupBy(operations, ({ liveId = '' }) => liveId)].map(([id, own]) =>
      buildLiveResource(type, id, own, found),
    );
    const bodies = resources.map(({ id }) => found.resources.get(toLiveKey(type.type, id))).filter(isObject);
    const hidden = findHiddenFields(type, granted, bodies);
    return [[type.type, { status: 'read', resources, ...(hidden.length > 0 ? { hidden } : {}) }]];
  });
  return { tenant: plan.tenant, types: Object.fromEntries(types) };
}

function buildLiveResource(
  type: ResourceType,
  id: string,
  operations: readonly ChangeOperation[],
  found: CheckedState,
): LiveResource {
  const key = toLiveKey(type.type, id);
  const read = type.relations.flatMap(({ field }): readonly [string, readonly JsonValue[]][] => {
    const items = found.relations.get(`${key} ${field}`);
    return items ? [[field, items]] : [];
  });
  const body = found.resources.get(key) ?? (type.kind === 'collection' ? { [type.idField]: id } : {});
  const shown = maskLiveResource(type, { id, body, relations: Object.fromEntries(read) });
  return { ...shown, body: maskAsInPlan(operations, shown.body) };
}

/** Also masks values that the plan masks although the schema does not mark them as secret. */
const maskAsInPlan = (operations: readonly ChangeOperation[], body: JsonObject): JsonObject =>
  operations.reduce<JsonObject>((value, operation) => {
    const live = getLiveState(operation);
    const hidden = live ? maskAlike(live, value) : value;
    return isObject(hidden) ? hidden : value;
  }, body);
