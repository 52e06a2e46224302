import type { JsonObject } from '../../model/json/json-value.ts';
import type { ApiCall } from '../engine/api-call.ts';

/** On create both stamps are the same (recorded traffic). */
export function addTimestamps(call: ApiCall, object: JsonObject, stamp: string = call.tenant.clock.stamp()): JsonObject {
  return { ...object, created_at: stamp, updated_at: stamp };
}

export const updateTimestamp = (call: ApiCall, object: JsonObject, stamp: string = call.tenant.clock.stamp()): JsonObject => ({
  ...object,
  updated_at: stamp,
});

/** Some parts of the API stamp in microseconds (`digits` 3 more than the rest), actions in nanoseconds (6 more). */
export const makeFineTimestamp = (call: ApiCall, digits: 3 | 6): string =>
  call.tenant.clock.stamp().replace('Z', `${call.tenant.ids.makeDigits(digits)}Z`);
