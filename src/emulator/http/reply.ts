import type { Answer } from './http-answer.ts';

/** How an answer is sent if a fault interferes with it. */
export type Delivery =
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop' }
  /** The connection is dropped after this many bytes of the body; default: half of them. */
  | { readonly kind: 'cut'; readonly bytes?: number }
  /** An HTML page instead of JSON. */
  | { readonly kind: 'html'; readonly text: string };

/** What the client receives, with the fault that caused it. */
export interface Reply extends Answer {
  readonly delivery?: Delivery;
  readonly fault?: string;
  /** Status of the API's real answer if the request was executed but a fault hid the answer. */
  readonly carriedOut?: number;
}
