import type { JsonValue } from '../../model/json/json-value.ts';

/** An API request that the emulator received, with the status it answered. */
export interface RecordedRequest {
  readonly method: string;
  /** Path as it was sent, percent-encoded, with `/api/v2` and without the query. */
  readonly path: string;
  /** Query string without `?`; empty if there was none. */
  readonly query: string;
  /** Parsed JSON body; `undefined` if there was none or it was not JSON. */
  readonly body: JsonValue | undefined;
  /** Status that the client received; 0 if a fault kept the client from receiving any. */
  readonly status: number;
  /** When the request was answered, ISO 8601. */
  readonly at: string;
  /** Name of the injected fault that applied, for instance `dropAfter`. */
  readonly fault?: string;
  /** Status of the API's real answer if the request was executed but a fault hid the answer from the client. */
  readonly carriedOut?: number;
}

/** Above this number, the older half is discarded. */
const MAX_KEPT = 100_000;

export class RequestRecorder {
  #requests: RecordedRequest[] = [];

  add(request: RecordedRequest): void {
    if (this.#requests.length >= MAX_KEPT) this.#requests = this.#requests.slice(MAX_KEPT / 2);
    this.#requests.push(request);
  }

  listAll = (): readonly RecordedRequest[] => [...this.#requests];

  clear(): void {
    this.#requests = [];
  }
}
