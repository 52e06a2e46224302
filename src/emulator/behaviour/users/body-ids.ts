import type { ApiCall } from '../../engine/api-call.ts';
import { getStrings, toObject } from '../../engine/json-objects.ts';
import { notFound } from '../../http/refusal.ts';

/** Reads the ids in an array of the body. Throws a 404 with `message` unless the collection has all of them. */
export function requireExistingIds(
  call: ApiCall,
  member: string,
  collection: string,
  message: string,
  errorCode?: string,
): readonly string[] {
  const ids = getStrings(toObject(call.body), member);
  const known = call.tenant.state.getCollection(collection);
  if (!ids.every(known.has)) throw notFound(message, errorCode);
  return ids;
}

export const readSentIds = (call: ApiCall, member: string): readonly string[] => getStrings(toObject(call.body), member);
