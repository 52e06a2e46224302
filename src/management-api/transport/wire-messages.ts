/** One attempt on the wire: what goes out, and what comes back. Nothing above this line knows ky. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON already written out. */
  readonly body?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface WireAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
  /** The proxy that it went through. */
  readonly via?: string;
}

export type FaultKind = 'unreachable' | 'tls' | 'timeout' | 'aborted' | 'dropped' | 'truncated';

export interface WireFault {
  readonly kind: 'fault';
  readonly fault: FaultKind;
  /** Whether the server may have had the request: if it may, a write may have been carried out. */
  readonly sent: boolean;
  /** The status that came before the answer broke off. */
  readonly status?: number;
  /** The error code of the system or of the HTTP library: `ENOTFOUND`. */
  readonly cause: string;
  readonly via?: string;
}

export type WireOutcome = WireAnswer | WireFault;
export type Transport = (request: WireRequest) => Promise<WireOutcome>;
