import type { Answer } from './http-answer.ts';

/** How an answer goes out, where it does not simply do so. */
export type Delivery =
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop' }
  /** The connection ends after so many bytes of the body. */
  | { readonly kind: 'cut'; readonly bytes?: number }
  /** A page instead of JSON. */
  | { readonly kind: 'html'; readonly text: string };

/** What a client gets, or does not. */
export interface Reply extends Answer {
  readonly delivery?: Delivery;
  readonly fault?: string;
  /** Status of the answer that a fault has hidden: that of a request which was carried out. */
  readonly carriedOut?: number;
}
