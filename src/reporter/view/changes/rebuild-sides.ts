import { getObjectMember, type JsonObject, type JsonValue, toJsonObject } from '../../../model/json/json-value.ts';
import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import { parsePointer } from '../../../model/json/pointer.ts';
import type { Change } from '../../../model/plan/change.ts';
import { getLiveState, isResourceOperation } from '../../../model/plan/operation.ts';
import type { ResourceBlock } from './resource-blocks.ts';

/** A resource as a whole, before and after a plan; absent where it does not exist. */
export interface WholeSides {
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

/** Rebuilds both sides of a resource without lists of named items. Fields of a live resource that nobody declared are on both. */
export function rebuildSides({ operations }: Pick<ResourceBlock, 'operations'>): WholeSides {
  const own = operations.filter(isResourceOperation);
  const before = own.map(getLiveState).find((live) => live !== undefined);
  if (own.some(({ action }) => action === 'delete')) return omitUndefined({ before });
  const after = own.flatMap(({ changes }) => changes).reduce<JsonObject>(applyChange, before ?? {});
  return omitUndefined({ before, after });
}

const applyChange = (whole: JsonObject, { path, after }: Change): JsonObject => setMember(whole, parsePointer(path), after);

/** @param value undefined removes the member */
function setMember(object: JsonObject, [name, ...rest]: readonly string[], value: JsonValue | undefined): JsonObject {
  if (name === undefined) return object;
  const next = rest.length === 0 ? value : setMember(toJsonObject(getObjectMember(object, name)), rest, value);
  const others = Object.entries(object).filter(([other]) => other !== name);
  return Object.fromEntries(next === undefined ? others : [...others, [name, next]]);
}
