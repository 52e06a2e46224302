import { splitAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json/json.ts';
import { changesOf, type Operation, type Plan } from '../../model/plan/plan.ts';
import type { LiveResource, LiveType, Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { hiddenIn } from '../../resources/hidden-fields.ts';
import { maskedLive } from '../../resources/masked-live.ts';
import { maskedLike } from '../../schema/secrets/mask.ts';
import { liveKey } from '../run.ts';
import type { Found } from './checks.ts';

/**
 * The live state of everything that the plan touches, as the checks have just read it, secrets masked: what the way back is made from. Of a
 * resource of which only a relation changes the relation alone is known, and its id. `granted`: the token's scopes, if it tells them.
 */
export function stateBefore(
  plan: Plan,
  found: Found,
  catalogue: readonly ResourceType[],
  granted: readonly string[] | undefined,
): Snapshot {
  const touched = groupBy(
    changesOf(plan).filter((operation) => operation.liveId !== undefined),
    ({ address }) => splitAddress(address).type,
  );
  const types = catalogue.flatMap((type): readonly [string, LiveType][] => {
    const operations = touched.get(type.type);
    if (!operations) return [];
    const resources = [...groupBy(operations, ({ liveId = '' }) => liveId)].map(([id, own]) => resourceOf(type, id, own, found));
    const bodies = resources.map(({ id }) => found.resources.get(liveKey(type.type, id))).filter(isObject);
    const hidden = hiddenIn(type, granted, bodies);
    return [[type.type, { status: 'read', resources, ...(hidden.length > 0 ? { hidden } : {}) }]];
  });
  return { tenant: plan.tenant, types: Object.fromEntries(types) };
}

function resourceOf(type: ResourceType, id: string, operations: readonly Operation[], found: Found): LiveResource {
  const key = liveKey(type.type, id);
  const read = type.relations.flatMap(({ field }): readonly [string, readonly JsonValue[]][] => {
    const items = found.relations.get(`${key} ${field}`);
    return items ? [[field, items]] : [];
  });
  const body = found.resources.get(key) ?? (type.kind === 'collection' ? { [type.id]: id } : {});
  const shown = maskedLive(type, { id, body, relations: Object.fromEntries(read) });
  return { ...shown, body: asMasked(operations, shown.body) };
}

/** Where the plan hides a value the schema does not call secret, this file hides it as well. */
const asMasked = (operations: readonly Operation[], body: JsonObject): JsonObject =>
  operations.reduce<JsonObject>((value, { live }) => {
    const hidden = live ? maskedLike(live, value) : value;
    return isObject(hidden) ? hidden : value;
  }, body);
