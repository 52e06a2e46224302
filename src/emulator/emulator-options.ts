import type { JsonObject, JsonValue } from '../model/json/json-value.ts';
import type { RecordedRequest } from './controls/request-recorder.ts';
import type { UnprovenPatch } from './engine/patch-object.ts';
import type { SubscriptionName } from './facts/subscription-names.ts';
import type { FaultPlan, FaultRule } from './faults/fault-rule.ts';
import type { TokenBucketOptions } from './limits/token-bucket.ts';

/** How to start an emulator. Every option has a default. */
export interface EmulatorOptions {
  /** TCP port on 127.0.0.1; default: 0, any free port. */
  readonly port?: number;
  /**
   * File that keeps the tenant between starts: loaded if it exists, saved before each write is answered. Default: the tenant
   * lives in memory only.
   */
  readonly stateFile?: string;
  /** Makes ids, generated secrets and timestamps the same in every run. Default: random. */
  readonly seed?: number | string;
  /** Scopes granted to the built-in client; default: every scope of the Management API. */
  readonly scopes?: readonly string[];
  /** Applies the published rate limits and log retention of a subscription; default: no limits. */
  readonly plan?: SubscriptionName;
  /** A single rate limit for all API requests, instead of those of `plan`. */
  readonly limits?: TokenBucketOptions;
  /** Faults to inject from the start and after each reset. */
  readonly faults?: FaultPlan | readonly FaultRule[];
  /** Number of log events to keep; default: 10,000. With `plan`, events also expire. */
  readonly keepLogs?: number;
  /** Delay in milliseconds until the API shows a log event; default: 0. */
  readonly logLagMs?: number;
  /** Serves HTTPS with a certificate generated at start; default: false, plain HTTP. */
  readonly tls?: boolean;
  /** Canonical domain of the tenant; default: `example-tenant.eu.auth0.com`, or that of the state file. */
  readonly tenantDomain?: string;
  /** Clock for tokens, rate limits, timestamps, log events and stale reads; default: the system clock. */
  readonly now?: () => Date;
  /** Returns lists and set-like arrays in another order with every read; default: false. */
  readonly shuffle?: boolean;
  /** How a PATCH treats objects for which no source proves whether the API merges or replaces them; default: `as-believed`. */
  readonly unprovenPatches?: UnprovenPatch;
}

/** Use of the rate limits by other clients of the tenant. */
export interface ConsumeOptions {
  /** Number of requests to charge immediately. */
  readonly requests?: number;
  /** Share of the refill rate, from 0 to 1, that other clients use from now on. */
  readonly share?: number;
  /** Method of `path`; default: `GET`. */
  readonly method?: string;
  /**
   * Path template of the API reference, such as `/organizations/{id}`: charges the bucket of this endpoint only. Default: the
   * global bucket; for `share`, all buckets.
   */
  readonly path?: string;
}

/** A person who changes the tenant in the Auth0 dashboard. */
export interface DashboardPerson {
  readonly name: string;
  readonly email: string;
  /** Id in the tenant log; default: derived from the email. */
  readonly user_id?: string;
}

/**
 * Sends API requests as the dashboard does for a person. They need no token, cost no rate limit, are not recorded and not hit by
 * faults. The tenant log names the person.
 */
export interface DashboardSession {
  /**
   * Sends one request. An error of the API is returned, not thrown.
   * @param path Path with or without `/api/v2`, and the query.
   * @returns Status and parsed body of the response; `null` if it has no body.
   */
  request(method: string, path: string, body?: JsonValue): Promise<{ readonly status: number; readonly body: JsonValue }>;
}

/** A running emulator. */
export interface RunningEmulator {
  /** Base URL, `http://127.0.0.1:PORT`, or `https://127.0.0.1:PORT` with `tls`. */
  readonly url: string;
  /** Canonical domain of the tenant, which no DNS server knows. Clients connect to `url`. */
  readonly domain: string;
  /** Client id of the built-in client, for the client credentials grant. */
  readonly clientId: string;
  /** Secret of the built-in client. */
  readonly clientSecret: string;
  /** Certificate that HTTPS clients must trust, in PEM; `undefined` without `tls`. */
  readonly certificate: string | undefined;
  /** Stops the server, closes open connections and saves the state file, if there is one. */
  close(): Promise<void>;
  /** Returns the API requests received so far, oldest first. Token requests are not included. */
  requests(): readonly RecordedRequest[];
  /** Returns the state of the tenant without its log. The format is that of a state file and may change between versions. */
  dump(): JsonObject;
  /** Returns the events of the tenant log, oldest first. */
  logs(): readonly JsonObject[];
  /** Starts over with a fresh tenant, no recorded requests, and the faults and limits of the options. Tokens stay valid. */
  reset(): void;
  /**
   * Returns a function that makes the tenant what it is now, log and ids included, and otherwise starts over as `reset` does. It can be
   * called any number of times. Much faster than to reset and to apply the same definition again.
   */
  checkpoint(): () => void;
  /** Replaces all fault rules. An empty array removes them. */
  setFaults(plan: FaultPlan | readonly FaultRule[]): void;
  /** Returns `{seed, rules: [{rule, matched, hits}]}`: the seed of the fault rules, and how many requests each matched and hit. */
  faults(): JsonObject;
  /** Uses up rate limits as another client of the tenant does. No effect without `plan` or `limits`. */
  consume(consumed: ConsumeOptions): void;
  /** Returns a session of a dashboard user: to create test data, or to change the tenant behind the client's back. */
  asPerson(person: DashboardPerson): DashboardSession;
}
