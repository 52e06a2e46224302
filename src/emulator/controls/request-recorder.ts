import type { JsonValue } from '../../model/json/json-value.ts';

/** One API request as it came, for tests that compare plans with requests. */
export interface RecordedRequest {
  readonly method: string;
  /** Percent-encoded as it was sent, without the query. */
  readonly path: string;
  readonly query: string;
  readonly body: JsonValue | undefined;
  /** What the client got; 0 where it got nothing. */
  readonly status: number;
  readonly at: string;
  /** The fault that hit it. */
  readonly fault?: string;
  /** What the API answered, where a fault kept the client from seeing it. */
  readonly carriedOut?: number;
}

/** A long-running emulator forgets the oldest ones. */
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
