import type { ApiFailure, ApiRequest } from '../../management-api/management-api.ts';
import { splitAddress } from '../../model/address.ts';
import { getObjectMember, isObject, type JsonObject, toCanonicalJson } from '../../model/json/json-value.ts';
import type { ChangeOperation, CreateOperation, RelationOperation } from '../../model/plan/operation.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import { getResourceId } from '../../resources/endpoints/resource-endpoints.ts';
import { isLaggingSearch } from '../../resources/identity/keyed-lookups.ts';
import { createNameIndex } from '../../resources/identity/resource-names.ts';
import { findDifferingMembers } from '../../resources/relations/attached-items.ts';
import { isExpiredItem, type RelationItem, toLiveItem } from '../../resources/relations/relation-items.ts';
import type { AttachedItemType, Relation, ResourceType } from '../../resources/resource-type.ts';
import { type ApplyContext, pauseFor, toLiveKey } from '../apply-context.ts';
import { findLiveByKey } from './find-live.ts';

/** What the tenant shows about a write whose answer was lost. */
export type RecoveredWrite =
  | { readonly kind: 'made'; readonly body: JsonObject }
  /** Reads do not show the written resource: the write may be sent again. */
  | { readonly kind: 'absent' }
  /** The tenant could not be read, or its search lags behind writes: the write must not be sent again. */
  | { readonly kind: 'unknown'; readonly error?: ApiFailure };

type LiveLookup = () => Promise<Outcome<JsonObject | undefined, ApiFailure>>;

/**
 * Searches repeatedly for what a lost write may have made, because reads lag behind writes. The last attempt decides: if that read fails,
 * the outcome is unknown, not absent.
 */
async function lookRepeatedly(
  operation: ChangeOperation,
  context: ApplyContext,
  findWritten: LiveLookup,
): Promise<RecoveredWrite> {
  const { attempts, delayMs, lateMs } = context.lostAnswerRetry;
  let last: RecoveredWrite = { kind: 'absent' };
  for (let attempt = 1; attempt <= attempts + 1; attempt++) {
    const ms = attempt <= attempts ? delayMs : lateMs;
    if (attempt > attempts) context.announce({ kind: 'waiting', operation, ms });
    await pauseFor(ms);
    const found = await findWritten();
    if (found.ok && found.value) return { kind: 'made', body: found.value };
    last = found.ok ? { kind: 'absent' } : { kind: 'unknown', error: found.error };
  }
  return last;
}

/** Searches for the resource that a create may have made. */
export async function recoverCreate(
  operation: CreateOperation,
  type: ResourceType,
  { body }: ApiRequest,
  context: ApplyContext,
): Promise<RecoveredWrite> {
  const recovered = await lookRepeatedly(operation, context, async () => {
    const found = await findCreated(operation, type, isObject(body) ? body : {}, context);
    return found.ok ? { ok: true, value: found.value[0] } : found;
  });
  const isLagging = isLaggingSearch(type, splitAddress(operation.address).key);
  return recovered.kind === 'absent' && isLagging ? { kind: 'unknown' } : recovered;
}

/** Lists live resources with the key of a create that did not exist when the plan was made. */
export async function findCreated(
  operation: CreateOperation,
  type: ResourceType,
  body: JsonObject,
  context: ApplyContext,
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  const twins = new Set(operation.twins ?? []);
  const found = await findLiveByKey(context.api, type, splitAddress(operation.address).key, body);
  if (!found.ok) return found;
  const isNew = (id: string): boolean => !twins.has(id) && !context.lastSeen.has(toLiveKey(type.type, id));
  return { ok: true, value: found.value.filter((live) => isNew(getResourceId(type, live) ?? '')) };
}

/** Searches for the attached item that a POST may have made. An item has no key, so it is recognized by its values. */
export const recoverAttached = (
  operation: ChangeOperation,
  attached: AttachedItemType,
  request: ApiRequest,
  context: ApplyContext,
): Promise<RecoveredWrite> =>
  lookRepeatedly(operation, context, async () => {
    const items = await context.api.list(attached.list, request.path);
    if (!items.ok) return items;
    const { body } = request;
    return {
      ok: true,
      value: isObject(body) ? items.value.find((item) => findDifferingMembers(attached, body, item).length === 0) : undefined,
    };
  });

/**
 * Searches for the item of a relation that holds at most one. The API refuses a second one with 400 instead of 409 (recorded traffic), so a
 * repeated request cannot show that the first one succeeded.
 */
export const recoverSingleItem = (
  operation: RelationOperation,
  { list }: Relation,
  { path, body }: ApiRequest,
  context: ApplyContext,
): Promise<RecoveredWrite> =>
  lookRepeatedly(operation, context, async () => {
    const items = await context.api.list(list, path);
    if (!items.ok || !isObject(body)) return items.ok ? { ok: true, value: undefined } : items;
    const isSent = (item: JsonObject): boolean =>
      Object.entries(body).every(
        ([name, value]) => toCanonicalJson(getObjectMember(item, name) ?? null) === toCanonicalJson(value),
      );
    return { ok: true, value: items.value.find(isSent) };
  });

/**
 * Searches for the item that a POST may have added to a relation where a second POST would add a second one. It is recognized by its key:
 * the plan adds it only because the tenant had none.
 */
export const recoverAddedItem = (
  operation: RelationOperation,
  type: ResourceType,
  relation: Relation,
  { path, body }: ApiRequest,
  context: ApplyContext,
): Promise<RecoveredWrite> =>
  lookRepeatedly(operation, context, async () => {
    const items = await context.api.list(relation.list, path);
    if (!items.ok) return items;
    const known = { names: createNameIndex(new Map()), catalogue: context.catalogue };
    const { key } = toLiveItem(type, relation, body ?? null, known);
    const isAdded = (item: RelationItem): boolean => item.key === key && !isExpiredItem(item);
    return { ok: true, value: items.value.find((item) => isAdded(toLiveItem(type, relation, item, known))) };
  });
