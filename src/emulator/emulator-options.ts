import type { JsonObject, JsonValue } from '../model/json/json-value.ts';
import type { DashboardPerson } from './auth/bearer-token.ts';
import type { RecordedRequest } from './controls/request-recorder.ts';
import type { UnprovenPatch } from './engine/patch-object.ts';
import type { SubscriptionName } from './facts/subscription-rate-limits.ts';
import type { FaultPlan, FaultRule } from './faults/fault-rule.ts';
import type { TokenBucketOptions } from './limits/token-bucket.ts';

export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Where the tenant is kept between starts. Loaded when it exists, written before each write is answered. */
  readonly stateFile?: string;
  /** Makes ids, server-made secrets and time stamps repeat from run to run. */
  readonly seed?: number | string;
  /** What the built-in client is granted; default: every scope of the Management API. */
  readonly scopes?: readonly string[];
  /** Rate limits of a subscription as published; default: none. */
  readonly plan?: SubscriptionName;
  /** One bucket for everything, with limits of one's own choice, instead of a plan's. */
  readonly limits?: TokenBucketOptions;
  /** What goes wrong from the start. */
  readonly faults?: FaultPlan | readonly FaultRule[];
  /** How many log events are kept; default: 10,000. With a plan, they also age. */
  readonly keepLogs?: number;
  /** How long after a write the API's log shows it; default: at once. */
  readonly logLagMs?: number;
  /** Serve HTTPS, with a certificate that is made at start. */
  readonly tls?: boolean;
  /** Canonical domain of the tenant. */
  readonly tenantDomain?: string;
  /** Where the time comes from: of tokens, rate limits, log events and stale reads. */
  readonly now?: () => Date;
  /** Lists and set-like arrays come in another order with every read. */
  readonly shuffle?: boolean;
  /** What a PATCH does with objects of which it is not known whether they are merged or replaced; default: what is believed. */
  readonly unprovenPatches?: UnprovenPatch;
}

/** What another client of the tenant spends of its rate limits. */
export interface ConsumeOptions {
  /** At once. */
  readonly requests?: number;
  /** From now on, of all that comes back: 0.5 is a client that takes half. */
  readonly share?: number;
  /** Which endpoint's bucket, as in the API's reference (`GET`, `/organizations/{id}`); default: the one for all, and for a share every one. */
  readonly method?: string;
  readonly path?: string;
}

/** Somebody at the dashboard. What they change is logged as theirs; it needs no token and costs no rate. */
export interface DashboardSession {
  request(method: string, path: string, body?: JsonValue): Promise<{ readonly status: number; readonly body: JsonValue }>;
}

export interface RunningEmulator {
  /** `http://127.0.0.1:PORT`, or `https://…` */
  readonly url: string;
  readonly domain: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The certificate to trust, in PEM, where HTTPS is served. */
  readonly certificate: string | undefined;
  /** Ends open connections, too. */
  close(): Promise<void>;
  /** API requests so far, oldest first. */
  requests(): readonly RecordedRequest[];
  /** The tenant without its log. */
  dump(): JsonObject;
  /** The tenant's log, oldest first. */
  logs(): readonly JsonObject[];
  /** Back to a fresh tenant, without recorded requests and log events. Faults and limits start anew. */
  reset(): void;
  /** In place of the rules in force; none ends all of them. */
  setFaults(plan: FaultPlan | readonly FaultRule[]): void;
  /** Seed, and per rule how many requests it matched and hit. */
  faults(): JsonObject;
  consume(consumed: ConsumeOptions): void;
  asPerson(person: DashboardPerson): DashboardSession;
}
