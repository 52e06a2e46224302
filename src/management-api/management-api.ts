import type { ListEndpoint } from '../model/endpoint.ts';
import type { JsonObject, JsonValue } from '../model/json/json-value.ts';
import type { Outcome } from '../model/plan/outcome.ts';
import type { RequestMethod } from '../model/plan/planned-request.ts';
import type { Problem } from '../model/problem/problem.ts';

/** A request to the Management API. */
export interface ApiRequest {
  readonly method: RequestMethod;
  /** Relative to `/api/v2`, its segments percent-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
  /** Sends the body as a file of a form (multipart/form-data). */
  readonly form?: FormParts;
}

/** The names of a form's parts: of the file that contains the body, and of the other parts with their values. */
export interface FormParts {
  readonly file: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  /** Absent if the answer has no body (204). */
  readonly body?: JsonValue;
}

/** The failure of a request: refused, unreadable or not answered. */
export interface ApiFailure {
  readonly problem: Problem;
  /** Absent if there was no answer. */
  readonly status?: number;
  /** The API's `errorCode`, if the answer has one. */
  readonly errorCode?: string;
  /** Whether the API may have carried out a write despite the failure. With `maybe`, check the tenant before sending it again. */
  readonly carriedOut: 'no' | 'maybe';
}

/** The identity and permissions of the access token. */
export interface Identity {
  /** The tenant's canonical domain. */
  readonly tenant: string;
  readonly clientId?: string;
  /** `undefined` if the token is opaque and the token endpoint returned no scopes. */
  readonly scopes?: readonly string[];
}

/** The read-only part of the API, for code that must not write, such as the fetcher. */
export interface ReadApi {
  identity(): Promise<Outcome<Identity, ApiFailure>>;
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Outcome<ApiAnswer, ApiFailure>>;
  /** Reads all pages of a list. `path` replaces the endpoint's path, for example with its `{id}` filled in. */
  list(endpoint: ListEndpoint, path?: string): Promise<Outcome<readonly JsonObject[], ApiFailure>>;
}

/** An API client that knows its tenant's rate limits. */
export interface LimitedApi extends ManagementApi {
  /**
   * Estimates how many milliseconds these requests take, assuming that their rate-limit buckets are full at the start. A path may
   * contain `{id}` for an id that is not known yet. `undefined`: no answer has reported the limits of these buckets yet.
   */
  estimateMs(requests: readonly Pick<ApiRequest, 'method' | 'path'>[]): number | undefined;
}

export interface ManagementApi extends ReadApi {
  send(request: ApiRequest): Promise<Outcome<ApiAnswer, ApiFailure>>;
  /** Counts the requests sent so far, without token requests. Every attempt after a request's first one counts under `retries`. */
  spent(): { readonly reads: number; readonly writes: number; readonly retries: number };
  close(): Promise<void>;
}
