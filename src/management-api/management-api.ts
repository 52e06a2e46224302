import type { ListEndpoint } from '../model/endpoint.ts';
import type { JsonObject, JsonValue } from '../model/json/json-value.ts';
import type { Outcome } from '../model/plan/outcome.ts';
import type { RequestMethod } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';

/** `path` is below `/api/v2`, its parts already percent-encoded. */
export interface ApiRequest {
  readonly method: RequestMethod;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
}

export interface ApiAnswer {
  readonly status: number;
  /** Absent where the answer has no body (204). */
  readonly body?: JsonValue;
}

/** A request that gave no answer of use. */
export interface ApiFailure {
  readonly problem: Problem;
  /** Absent when there was no answer at all. */
  readonly status?: number;
  /** The API's own `errorCode`, where it gave one. */
  readonly errorCode?: string;
  /** Whether a write may have been carried out although no good answer came: `maybe` is never repeated blindly. */
  readonly carriedOut: 'no' | 'maybe';
}

/** Who the token says we are, and what it allows. */
export interface Identity {
  /** The tenant's canonical domain. */
  readonly tenant: string;
  readonly clientId?: string;
  /** `undefined` where the token is opaque and tells nothing. */
  readonly scopes?: readonly string[];
}

/** What the fetcher is given: it has no way to write. */
export interface ReadApi {
  identity(): Promise<Outcome<Identity, ApiFailure>>;
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Outcome<ApiAnswer, ApiFailure>>;
  /** All pages of a list. `path` replaces the endpoint's own, with its `{id}` filled in. */
  list(endpoint: ListEndpoint, path?: string): Promise<Outcome<readonly JsonObject[], ApiFailure>>;
}

/** What knows the limits of its tenant. */
export interface LimitedApi extends ManagementApi {
  /**
   * The time that these requests take in the buckets that answers have told of so far, when those are full at first.
   * `undefined`: no bucket of theirs is known. `{id}` may stand in a path for what is not known yet.
   */
  estimateMs(requests: readonly Pick<ApiRequest, 'method' | 'path'>[]): number | undefined;
}

export interface ManagementApi extends ReadApi {
  send(request: ApiRequest): Promise<Outcome<ApiAnswer, ApiFailure>>;
  /** Requests made so far, tokens not counted; each attempt of a repeated request counts as `retries`. */
  spent(): { readonly reads: number; readonly writes: number; readonly retries: number };
  close(): Promise<void>;
}
