import type { JsonObject } from '../model/json.ts';
import type { LimitOptions } from './limits.ts';
import type { RecordedRequest } from './recorder.ts';

export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Where the tenant is kept between starts. Loaded when it exists, written before each write is answered. */
  readonly stateFile?: string;
  /** Makes ids, server-made secrets and time stamps repeat from run to run. */
  readonly seed?: number | string;
  /** What the built-in client is granted; default: every scope of the Management API. */
  readonly scopes?: readonly string[];
  /** Rate limits; default: none. */
  readonly limits?: LimitOptions;
  /** Canonical domain of the tenant. */
  readonly tenantDomain?: string;
  readonly now?: () => Date;
  /** Lists and set-like arrays come in another order with every read. */
  readonly shuffle?: boolean;
}

export interface RunningEmulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly domain: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Ends open connections, too. */
  close(): Promise<void>;
  /** API requests so far, oldest first. */
  requests(): readonly RecordedRequest[];
  dump(): JsonObject;
  /** Back to a fresh tenant, without recorded requests. */
  reset(): void;
}
