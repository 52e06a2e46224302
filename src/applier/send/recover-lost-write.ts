import type { ApiFailure, ApiRequest } from '../../management-api/management-api.ts';
import { splitAddress } from '../../model/address.ts';
import { getObjectMember, isObject, type JsonObject, toCanonicalJson } from '../../model/json/json-value.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import type { Operation } from '../../model/plan/plan.ts';
import { findDifferingMembers } from '../../resources/attached-items.ts';
import { getResourceId } from '../../resources/resource-endpoints.ts';
import type { AttachedItemType, Relation, ResourceType } from '../../resources/resource-type.ts';
import { type ApplyContext, pauseFor, toLiveKey } from '../apply-context.ts';
import { findLiveByKey } from './find-live.ts';

/** What the tenant shows of a write whose answer was lost. */
export type RecoveredWrite =
  | { readonly kind: 'made'; readonly body: JsonObject }
  /** It is not there, as far as reads show: it may be sent again. */
  | { readonly kind: 'absent' }
  /** Nobody could look: nothing may be sent again. */
  | { readonly kind: 'unknown'; readonly error: ApiFailure };

type LiveLookup = () => Promise<Outcome<JsonObject | undefined, ApiFailure>>;

/**
 * Looks for what may have been made. Reads can lag behind writes, so there are several looks, and a late one before it is made a second time. The
 * last look decides: where it fails, "could not look" is not "is not there".
 */
async function lookRepeatedly(operation: Operation, context: ApplyContext, findWritten: LiveLookup): Promise<RecoveredWrite> {
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

/** A resource that a create may have made: of its key, and neither there before nor known as another of that name. */
export function recoverCreate(
  operation: Operation,
  type: ResourceType,
  { body }: ApiRequest,
  context: ApplyContext,
): Promise<RecoveredWrite> {
  return lookRepeatedly(operation, context, async () => {
    const found = await findCreated(operation, type, isObject(body) ? body : {}, context);
    return found.ok ? { ok: true, value: found.value[0] } : found;
  });
}

/** Live resources of the key that is created which were not there when the plan was made. */
export async function findCreated(
  operation: Operation,
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

/** Something that a resource owns and attaches: it is known by what the tenant shows of it. */
export const recoverAttached = (
  operation: Operation,
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

/** Something of which a resource has one at most. A second one is refused with 400, not 409 (recorded traffic), so what is there must be seen before. */
export const recoverSingleItem = (
  operation: Operation,
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
