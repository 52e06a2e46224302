import type { JsonObject } from '../../model/json/json-value.ts';
import type { ApiCall } from '../engine/api-call.ts';

/** Adds `created_at` and `updated_at`, which are equal on create (recorded traffic). */
export function addTimestamps(call: ApiCall, object: JsonObject, stamp: string = call.tenant.clock.stamp()): JsonObject {
  return { ...object, created_at: stamp, updated_at: stamp };
}

export const updateTimestamp = (call: ApiCall, object: JsonObject, stamp: string = call.tenant.clock.stamp()): JsonObject => ({
  ...object,
  updated_at: stamp,
});

/** Makes a timestamp with `digits` more than milliseconds: 3 for microseconds, 6 for nanoseconds (actions). */
export const makeFineTimestamp = (call: ApiCall, digits: 3 | 6): string =>
  call.tenant.clock.stamp().replace('Z', `${call.tenant.ids.makeDigits(digits)}Z`);
