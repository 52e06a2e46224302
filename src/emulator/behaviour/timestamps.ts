import type { JsonObject } from '../../model/json/json-value.ts';
import type { Call } from '../engine/call.ts';

/** On create both stamps are the same (recorded traffic). */
export function stamped(call: Call, object: JsonObject, stamp: string = call.tenant.clock.stamp()): JsonObject {
  return { ...object, created_at: stamp, updated_at: stamp };
}

export const restamped = (call: Call, object: JsonObject, stamp: string = call.tenant.clock.stamp()): JsonObject => ({
  ...object,
  updated_at: stamp,
});

/** Some parts of the API stamp in microseconds (`digits` 3 more than the rest), actions in nanoseconds (6 more). */
export const fineStamp = (call: Call, digits: 3 | 6): string =>
  call.tenant.clock.stamp().replace('Z', `${call.tenant.ids.digits(digits)}Z`);
