/** The HTTP request of one attempt, independent of the HTTP library. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Serialized JSON, or a serialized form. */
  readonly body?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface WireAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
  /** Address of the proxy that the request went through. */
  readonly via?: string;
}

export type FaultKind = 'unreachable' | 'tls' | 'timeout' | 'aborted' | 'dropped' | 'truncated';

export interface WireFault {
  readonly kind: 'fault';
  readonly fault: FaultKind;
  /** Whether the server may have received the request, so that a write may have been carried out. */
  readonly sent: boolean;
  /** The status of an answer that broke off. */
  readonly status?: number;
  /** The error code of the system or the HTTP library, such as `ENOTFOUND`. */
  readonly cause: string;
  readonly via?: string;
}

export type WireOutcome = WireAnswer | WireFault;
export type Transport = (request: WireRequest) => Promise<WireOutcome>;
