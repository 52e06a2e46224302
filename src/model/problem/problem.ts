import type { Address } from '../address.ts';
import type { Pointer } from '../json/pointer.ts';
import type { ProblemCode } from './problem-codes.ts';

/** Where in somebody's files. `line` and `column` count from 1; `source` is the line's own text, for the caret. */
export interface FilePlace {
  readonly kind: 'file';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the caret underlines; 1 if not given. */
  readonly length?: number;
  readonly source?: string;
}

/** Where on the wire. */
export interface RequestPlace {
  readonly kind: 'request';
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  readonly requestId?: string;
}

/** Where in the definition or the tenant, when no file is at hand; the command line turns it into a FilePlace if it can. */
export interface AddressPlace {
  readonly kind: 'address';
  readonly address: Address;
  readonly pointer?: Pointer;
}

export type Place = FilePlace | RequestPlace | AddressPlace;

/** Something a person must know: what is wrong, where, and what to do about it. Never holds a secret. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly place?: Place;
  /** What would have been right: `a string`, `one of: none, low, fair`. */
  readonly expected?: string;
  /** What to do next: `Did you mean "callbacks"?`. */
  readonly hint?: string;
}

export const isError = (problem: Problem): boolean => problem.severity === 'error';
