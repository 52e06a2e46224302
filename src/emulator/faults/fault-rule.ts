import type { JsonValue } from '../../model/json/json-value.ts';

/** What goes wrong. */
export type Fault =
  /** No answer; the connection stays open. */
  | 'hang'
  /** The connection is dropped, and nothing was carried out. */
  | 'dropBefore'
  /** The connection is dropped after the request was carried out. */
  | 'dropAfter'
  /** Carried out; half of the answer's body arrives. */
  | 'truncate'
  /** Carried out; the answer is a page of HTML, with the status of the real one. */
  | 'garbage'
  /** Not carried out; this answer instead. A text is sent as HTML. */
  | { readonly status: number; readonly body?: JsonValue; readonly headers?: Readonly<Record<string, string>> }
  /** Carried out later than it came. Adds up with other faults of the same request. */
  | { readonly latencyMs: number }
  /** Carried out; so many bytes of the answer's body arrive. */
  | { readonly truncate: number }
  /** Carried out; answered with this status of the 500s. */
  | { readonly errorAfter: number }
  /** On a write: reads do not see it for so long. */
  | { readonly staleReadsMs: number };

/** Which requests a fault hits: all that match, unless `nth`, `every` or `probability` picks some of them. */
export interface FaultRule {
  readonly method?: string;
  /** As it was sent or as in the API's reference, below `/api/v2`: `/roles/*`, `/roles/{id}`, `/clients/**`; or `/oauth/token`. */
  readonly path?: string;
  /** Only the nth match, from 1. */
  readonly nth?: number;
  /** The nth, the 2nth, … match. */
  readonly every?: number;
  /** By chance, from the seed. */
  readonly probability?: number;
  /** At most so often. */
  readonly times?: number;
  readonly fault: Fault;
}

/** What `--faults FILE` holds. */
export interface FaultPlan {
  /** Same seed, same requests, same failures. */
  readonly seed?: string | number;
  readonly rules: readonly FaultRule[];
}

export const toFaultPlan = (plan: FaultPlan | readonly FaultRule[] = []): FaultPlan => ('rules' in plan ? plan : { rules: plan });

/** Short name of a fault, as recorded with the request that it hit. */
export const getFaultName = (fault: Fault): string => (typeof fault === 'string' ? fault : (Object.keys(fault)[0] ?? ''));
