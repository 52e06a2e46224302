import { setTimeout as pause } from 'node:timers/promises';
import type { ManagementApi } from '../management-api/management-api.ts';
import type { Address } from '../model/address.ts';
import { splitAddress } from '../model/address.ts';
import type { JsonObject } from '../model/json/json-value.ts';
import type { Operation } from '../model/plan/plan.ts';
import type { OperationResult } from '../model/plan/result.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import type { SecretResolver } from './send/resolve-request.ts';

/** How a write whose answer was lost is looked after, in milliseconds: several looks, and a late one before it is sent again. */
export interface LostAnswerRetry {
  readonly attempts: number;
  readonly delayMs: number;
  readonly lateMs: number;
}

/** What one apply knows while it runs. */
export interface ApplyContext {
  readonly api: ManagementApi;
  readonly catalogue: readonly ResourceType[];
  readonly resolveSecret: SecretResolver;
  /** Ids of what this run has created, by address. */
  readonly createdIds: Map<Address, string>;
  /** Live resources as the checks found them, by `type/id`, and then as this run's own writes left them. */
  readonly lastSeen: Map<string, JsonObject>;
  readonly lostAnswerRetry: LostAnswerRetry;
  /** How often what the tenant is still busy with is looked at, and how long to wait in between, in milliseconds. */
  readonly readyPolling: { readonly looks: number; readonly everyMs: number };
  /** Waits without holding up others. */
  readonly yieldSlot: <T>(wait: Promise<T>) => Promise<T>;
  readonly announce: (event: ApplyEvent) => void;
}

export type ApplyEvent =
  | { readonly kind: 'started'; readonly operation: Operation }
  | { readonly kind: 'finished'; readonly result: OperationResult }
  /** A look for what a lost answer may have made is put off for so long. */
  | { readonly kind: 'waiting'; readonly operation: Operation; readonly ms: number };

export const findOperationType = (context: ApplyContext, operation: Operation): ResourceType | undefined =>
  context.catalogue.find((type) => type.type === splitAddress(operation.address).type);

export const toLiveKey = (type: string, id: string): string => `${type}/${id}`;

/** Time for what was lost on its way to arrive. */
export const pauseFor = (ms: number): Promise<void> => pause(ms);
