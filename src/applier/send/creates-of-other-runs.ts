import type { LogEvent, LoggedWrite } from '../../management-api/log/log-event.ts';
import { searchLog } from '../../management-api/log/search-log.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import { type Address, splitAddress } from '../../model/address.ts';
import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import { decodeResource, getResourceId } from '../../resources/resource-endpoints.ts';
import type { CollectionType, ResourceType } from '../../resources/resource-type.ts';
import { hasSameKey, replaceKnownReferences } from './find-live.ts';

/** A create of a plan, as far as it is known before it is made. */
export interface PlannedCreate {
  readonly address: Address;
  readonly type: CollectionType;
  readonly body: JsonObject;
}

/** What another run has made, and this plan creates as well. */
export interface ForeignCreate {
  readonly address: Address;
  readonly id: string;
  readonly run: string;
  /** When, by the tenant's clock. */
  readonly at: string;
}

export const findPlannedCreates = (plan: Plan, catalogue: readonly ResourceType[]): readonly PlannedCreate[] =>
  listChanges(plan).flatMap(({ action, address, relation, requests }) => {
    const type = catalogue.find((candidate) => candidate.type === splitAddress(address).type);
    const body = requests.find(({ method }) => method === 'POST')?.body;
    if (action !== 'create' || relation !== undefined || type?.kind !== 'collection' || !isObject(body)) return [];
    return [{ address, type, body: replaceKnownReferences(body) }];
  });

/** A hundred writes: what happened since the last look a few seconds ago is among them. */
export async function readNewestWrites(api: ReadApi): Promise<readonly LogEvent[]> {
  const page = await searchLog(api, 'type:sapi', 'newest');
  // A log that may not be read, or not just now, shows nothing: it is not what keeps runs apart.
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
    if (!made || !hasSameKey(type, made, body)) return [];
    return [{ address, id: getResourceId(type, made) ?? 'without id', run, at: write.by.at }];
  });
