import type { JsonValue } from '../../model/json/json-value.ts';

/** A failure to inject into a request. "Executed" means that the API carries the request out. */
export type Fault =
  /** Not executed. The client gets no answer; the connection stays open. */
  | 'hang'
  /** Not executed. The connection is dropped. */
  | 'dropBefore'
  /** Executed. The connection is dropped before an answer is sent. */
  | 'dropAfter'
  /** Executed. The connection is dropped after half of the answer's body. */
  | 'truncate'
  /** Executed. The answer has the real status, but an HTML page as its body. */
  | 'garbage'
  /** Not executed. The client gets this answer instead. A string as `body` is sent as HTML. */
  | { readonly status: number; readonly body?: JsonValue; readonly headers?: Readonly<Record<string, string>> }
  /** Executed after a delay in milliseconds. Can be combined with other faults of the same request. */
  | { readonly latencyMs: number }
  /** Executed. The connection is dropped after this many bytes of the answer's body. */
  | { readonly truncate: number }
  /** Executed. The client gets an error with this status, 500 to 599. */
  | { readonly errorAfter: number }
  /** For writes: executed, but reads do not show the write for this many milliseconds. */
  | { readonly staleReadsMs: number }
  /** For writes: executed, but searches of users, and lists of members, do not show the write for this many milliseconds. */
  | { readonly staleSearchMs: number }
  /** For the creation of an import job: executed, but the job fails after it has handled this many users. */
  | { readonly failJobAfter: number };

/** Injects a fault into requests: into all that match, unless `nth`, `every` or `probability` selects some of them. */
export interface FaultRule {
  /** HTTP method in upper case; default: any. */
  readonly method?: string;
  /**
   * Path without `/api/v2`, literal or as in the API reference: `/roles/*`, `/roles/{id}`, `/clients/**`; or `/oauth/token`.
   * `*` matches one segment, `**` any number. Default: all API requests except `/oauth/token`.
   */
  readonly path?: string;
  /** Only the nth matching request, counted from 1. */
  readonly nth?: number;
  /** Every nth matching request. */
  readonly every?: number;
  /** Chance from 0 to 1 that a matching request is hit, drawn from the seed. */
  readonly probability?: number;
  /** Maximum number of requests to hit; default: unlimited. */
  readonly times?: number;
  readonly fault: Fault;
}

/** Fault rules with a seed; the content of `--faults FILE`. */
export interface FaultPlan {
  /** Decides `probability` draws: the same seed and requests give the same failures. Default: the emulator's seed. */
  readonly seed?: string | number;
  readonly rules: readonly FaultRule[];
}

export const toFaultPlan = (plan: FaultPlan | readonly FaultRule[] = []): FaultPlan => ('rules' in plan ? plan : { rules: plan });

/** Returns the name of a fault, as recorded with the requests that it hit. */
export const getFaultName = (fault: Fault): string => (typeof fault === 'string' ? fault : (Object.keys(fault)[0] ?? ''));
