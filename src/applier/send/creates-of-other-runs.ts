import type { LogEvent, LoggedWrite } from '../../management-api/log/log-event.ts';
import { searchLog } from '../../management-api/log/search-log.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import { type Address, splitAddress } from '../../model/address.ts';
import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import type { OperationResult } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { decodeResource, getResourceId } from '../../resources/endpoints/resource-endpoints.ts';
import type { CollectionType } from '../../resources/resource-type.ts';
import { hasSameKey, replaceKnownReferences } from './find-live.ts';

/** A planned create, with as much of the body as is known before it is sent. */
export interface PlannedCreate {
  readonly address: Address;
  readonly type: CollectionType;
  readonly body: JsonObject;
}

/** A resource that another run created and this plan also creates. */
export interface ForeignCreate {
  readonly address: Address;
  readonly id: string;
  readonly run: string;
  /** ISO 8601, from the tenant's log. */
  readonly at: string;
}

export const findPlannedCreates = (plan: Plan, catalogue: Catalogue): readonly PlannedCreate[] =>
  listChanges(plan).flatMap(({ action, address, requests }) => {
    const type = catalogue.get(splitAddress(address).type);
    const body = requests.find(({ method }) => method === 'POST')?.body;
    if (action !== 'create' || type?.kind !== 'collection' || !isObject(body)) return [];
    return [{ address, type, body: replaceKnownReferences(body) }];
  });

/** Reads the newest 100 writes of the log, enough to cover the few seconds between two reads. */
export async function readNewestWrites(api: ReadApi): Promise<readonly LogEvent[]> {
  const page = await searchLog(api, 'type:sapi', 'newest');
  // Watching the log is only an extra safeguard, so an unreadable log does not stop the apply.
  return page.ok ? page.value.events : [];
}

export const findForeignCreates = (
  creates: readonly PlannedCreate[],
  events: readonly LogEvent[],
  ownRun: string,
): readonly ForeignCreate[] =>
  events.flatMap(({ write }) => {
    if (write?.method !== 'POST' || write.run === undefined || write.run === ownRun) return [];
    return matchCreates(creates, write, write.run);
  });

const matchCreates = (creates: readonly PlannedCreate[], write: LoggedWrite, run: string): readonly ForeignCreate[] =>
  creates.flatMap(({ address, type, body }) => {
    const made = write.path === type.path ? decodeResource(type, '', write.answer) : undefined;
    if (!made || !hasSameKey(type, made, splitAddress(address).key, body)) return [];
    return [{ address, id: getResourceId(type, made) ?? 'without id', run, at: write.by.at }];
  });

/** Marks a create as failed if another run created the same resource: not sent, or sent and now a duplicate. */
export function addForeignProblem(result: OperationResult, foreign: ForeignCreate | undefined): OperationResult {
  if (!foreign || result.action !== 'create' || result.problems.some(isAboutOtherRun)) return result;
  const { because: _, ...known } = result;
  if (result.liveId === foreign.id) return result;
  if (result.liveId === undefined)
    return { ...known, status: 'failed', problems: [...result.problems, describeForeignCreate(foreign)] };
  const problems = [...result.problems, describeDuplicate(foreign, result.liveId)];
  return { ...known, status: 'failed', partly: true, problems };
}

const isAboutOtherRun = ({ code }: Problem): boolean => code === 'another-run' || code === 'resource-doubled';

export const describeForeignCreate = ({ address, id, run, at }: ForeignCreate): Problem => ({
  code: 'another-run',
  severity: 'error',
  message: `${run} created ${address} (${id}) at ${at}, and this plan creates it too: no further operation was started`,
  place: { kind: 'address', address },
  hint: 'Wait until that run has finished, then plan again. To serialize runs on several machines, pass the same Redis to all of them with --limiter.',
});

const describeDuplicate = ({ address, id, run }: ForeignCreate, own: string): Problem => ({
  code: 'resource-doubled',
  severity: 'error',
  message: `the tenant has ${address} twice: ${own} is from this run, ${id} from ${run}, which ran at the same time`,
  place: { kind: 'address', address },
  hint: `Delete ${own} in the Dashboard, or keep it with "$id: ${own}" and delete the other.`,
});
