import { setTimeout as pause } from 'node:timers/promises';
import type { ManagementApi } from '../management-api/management-api.ts';
import type { Address } from '../model/address.ts';
import { splitAddress } from '../model/address.ts';

import type { JsonObject } from '../model/json/json-value.ts';
import type { ChangeOperation } from '../model/plan/operation.ts';
import type { OperationResult } from '../model/plan/result.ts';
import type { Ticket } from '../model/plan/tickets.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import type { ResolveSecret } from './send/resolve-request.ts';

/**
 * How to search the tenant for a write whose answer was lost. Reads lag behind writes, so the search is repeated `attempts` times and once
 * more after `lateMs`; only then is the write sent again.
 */
export interface LostAnswerRetry {
  readonly attempts: number;
  /** Wait before each attempt, in milliseconds. */
  readonly delayMs: number;
  /** Wait before the last attempt, in milliseconds. */
  readonly lateMs: number;
}

/** State and services shared by all operations of one apply. */
export interface ApplyContext {
  readonly api: ManagementApi;
  readonly catalogue: Catalogue;
  readonly resolveSecret: ResolveSecret;
  /** Ids of the resources that this run created. */
  readonly createdIds: Map<Address, string>;
  /** The relations whose items this run's creates contained (`toRelationKey`), as their answers confirmed. */
  readonly carried: Set<string>;
  /** Ids of the operations that others depend on. */
  readonly neededIds: ReadonlySet<string>;
  /** Live resources by `type/id`: first as read by the checks, then updated from the answers to this run's writes. */
  readonly lastSeen: Map<string, JsonObject>;
  readonly lostAnswerRetry: LostAnswerRetry;
  /** How often to poll a resource that the tenant is still processing, and the pause between polls in milliseconds. */
  readonly readyPolling: { readonly looks: number; readonly everyMs: number };
  /** Awaits a promise; meanwhile another operation may use this one's concurrency slot. */
  readonly yieldSlot: <T>(wait: Promise<T>) => Promise<T>;
  /** Gives a link to whoever receives tickets. Returns why that failed. */
  readonly deliverTicket: DeliverTicket;
  readonly announce: (event: ApplyEvent) => void;
}

export type DeliverTicket = (ticket: Ticket) => Promise<Problem | undefined>;

export type ApplyEvent =
  | { readonly kind: 'started'; readonly operation: ChangeOperation }
  | { readonly kind: 'finished'; readonly result: OperationResult }
  /** The last search for a write whose answer was lost starts in `ms` milliseconds. */
  | { readonly kind: 'waiting'; readonly operation: ChangeOperation; readonly ms: number };

export const findOperationType = (context: ApplyContext, operation: ChangeOperation): ResourceType | undefined =>
  context.catalogue.get(splitAddress(operation.address).type);

export const toLiveKey = (type: string, id: string): string => `${type}/${id}`;

export const toRelationKey = (address: Address, field: string): string => `${address}#${field}`;

export const pauseFor = (ms: number): Promise<void> => pause(ms);
