import type { Call } from '../../engine/call.ts';
import { asObject, textsOf } from '../../engine/objects.ts';
import { notFound } from '../../http/refusal.ts';

/** The ids in a body's array, each of which must name an object of the collection. */
export function existingIds(
  call: Call,
  member: string,
  collection: string,
  message: string,
  errorCode?: string,
): readonly string[] {
  const ids = textsOf(asObject(call.body), member);
  const known = call.tenant.state.collection(collection);
  if (!ids.every(known.has)) throw notFound(message, errorCode);
  return ids;
}

export const sentIds = (call: Call, member: string): readonly string[] => textsOf(asObject(call.body), member);
