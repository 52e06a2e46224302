import type { ApiFailure, ApiRequest } from '../../management-api/types.ts';
import { splitAddress } from '../../model/address.ts';
import { canonical, isObject, type JsonObject, member } from '../../model/json/json.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import type { Operation } from '../../model/plan/plan.ts';
import { unlike } from '../../resources/attached.ts';
import type { Attached, Relation, ResourceType } from '../../resources/define.ts';
import { idIn } from '../../resources/endpoints.ts';
import { liveKey, pauseFor, type Run } from '../run.ts';
import { findByKey } from './find.ts';

/** What the tenant shows of a write whose answer was lost. */
export type Recovered =
  | { readonly kind: 'made'; readonly body: JsonObject }
  /** It is not there, as far as reads show: it may be sent again. */
  | { readonly kind: 'absent' }
  /** Nobody could look: nothing may be sent again. */
  | { readonly kind: 'unknown'; readonly error: ApiFailure };

type Look = () => Promise<Outcome<JsonObject | undefined, ApiFailure>>;

/**
 * Looks for what may have been made. Reads can lag behind writes, so there are several looks, and a late one before it is made a second time. The
 * last look decides: where it fails, "could not look" is not "is not there".
 */
async function lookRepeatedly(operation: Operation, run: Run, look: Look): Promise<Recovered> {
  const { attempts, delayMs, lateMs } = run.settle;
  let last: Recovered = { kind: 'absent' };
  for (let attempt = 1; attempt <= attempts + 1; attempt++) {
    const ms = attempt <= attempts ? delayMs : lateMs;
    if (attempt > attempts) run.announce({ kind: 'waiting', operation, ms });
    await pauseFor(ms);
    const found = await look();
    if (found.ok && found.value) return { kind: 'made', body: found.value };
    last = found.ok ? { kind: 'absent' } : { kind: 'unknown', error: found.error };
  }
  return last;
}

/** A resource that a create may have made: of its key, and neither there before nor known as another of that name. */
export function recoverCreate(operation: Operation, type: ResourceType, { body }: ApiRequest, run: Run): Promise<Recovered> {
  return lookRepeatedly(operation, run, async () => {
    const found = await findMade(operation, type, isObject(body) ? body : {}, run);
    return found.ok ? { ok: true, value: found.value[0] } : found;
  });
}

/** Live resources of the key that is created which were not there when the plan was made. */
export async function findMade(
  operation: Operation,
  type: ResourceType,
  body: JsonObject,
  run: Run,
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  const twins = new Set(operation.twins ?? []);
  const found = await findByKey(run.api, type, splitAddress(operation.address).key, body);
  if (!found.ok) return found;
  const isNew = (id: string): boolean => !twins.has(id) && !run.before.has(liveKey(type.type, id));
  return { ok: true, value: found.value.filter((live) => isNew(idIn(type, live) ?? '')) };
}

/** Something that a resource owns and attaches: it is known by what the tenant shows of it. */
export const recoverAttached = (operation: Operation, attached: Attached, request: ApiRequest, run: Run): Promise<Recovered> =>
  lookRepeatedly(operation, run, async () => {
    const items = await run.api.list(attached.list, request.path);
    if (!items.ok) return items;
    const { body } = request;
    return {
      ok: true,
      value: isObject(body) ? items.value.find((item) => unlike(attached, body, item).length === 0) : undefined,
    };
  });

/** Something of which a resource has one at most. A second one is refused with 400, not 409 (recorded traffic), so what is there must be seen before. */
export const recoverOnly = (operation: Operation, { list }: Relation, { path, body }: ApiRequest, run: Run): Promise<Recovered> =>
  lookRepeatedly(operation, run, async () => {
    const items = await run.api.list(list, path);
    if (!items.ok || !isObject(body)) return items.ok ? { ok: true, value: undefined } : items;
    const isSent = (item: JsonObject): boolean =>
      Object.entries(body).every(([name, value]) => canonical(member(item, name) ?? null) === canonical(value));
    return { ok: true, value: items.value.find(isSent) };
  });
