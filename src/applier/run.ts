import { setTimeout as pause } from 'node:timers/promises';
import type { ManagementApi } from '../management-api/types.ts';
import type { Address } from '../model/address.ts';
import { splitAddress } from '../model/address.ts';
import type { JsonObject } from '../model/json/json.ts';
import type { Operation } from '../model/plan/plan.ts';
import type { OperationResult } from '../model/plan/result.ts';
import type { ResourceType } from '../resources/define.ts';
import type { SecretResolver } from './send/resolve.ts';

/** How a write whose answer was lost is looked after, in milliseconds: several looks, and a late one before it is sent again. */
export interface LostAnswerRetry {
  readonly attempts: number;
  readonly delayMs: number;
  readonly lateMs: number;
}

/** What one apply knows while it runs. */
export interface Run {
  readonly api: ManagementApi;
  readonly catalogue: readonly ResourceType[];
  readonly secrets: SecretResolver;
  /** Ids of what this run has created, by address. */
  readonly created: Map<Address, string>;
  /** Live resources as the checks found them, by `type/id`, and then as this run's own writes left them. */
  readonly before: Map<string, JsonObject>;
  readonly settle: LostAnswerRetry;
  /** How often what the tenant is still busy with is looked at, and how long to wait in between, in milliseconds. */
  readonly patience: { readonly looks: number; readonly everyMs: number };
  /** Waits without holding up others. */
  readonly rest: <T>(wait: Promise<T>) => Promise<T>;
  readonly announce: (event: ApplyEvent) => void;
}

export type ApplyEvent =
  | { readonly kind: 'started'; readonly operation: Operation }
  | { readonly kind: 'finished'; readonly result: OperationResult }
  /** A look for what a lost answer may have made is put off for so long. */
  | { readonly kind: 'waiting'; readonly operation: Operation; readonly ms: number };

export const typeOf = (run: Run, operation: Operation): ResourceType | undefined =>
  run.catalogue.find((type) => type.type === splitAddress(operation.address).type);

export const liveKey = (type: string, id: string): string => `${type}/${id}`;

/** Time for what was lost on its way to arrive. */
export const pauseFor = (ms: number): Promise<void> => pause(ms);
