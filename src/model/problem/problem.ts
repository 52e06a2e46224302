import type { Address } from '../address.ts';
import type { Pointer } from '../json/pointer.ts';
import type { ProblemCode } from './problem-codes.ts';

/** A place in a file. `line` and `column` count from 1; `source` is the text of the line, printed above the caret. */
export interface FilePlace {
  readonly kind: 'file';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the caret underlines; 1 if absent. */
  readonly length?: number;
  readonly source?: string;
}

/** A request to the Management API. */
export interface RequestPlace {
  readonly kind: 'request';
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  readonly requestId?: string;
}

/** A resource or a value in it, where the file is not known. The command line turns it into a `FilePlace` if it can. */
export interface AddressPlace {
  readonly kind: 'address';
  readonly address: Address;
  readonly pointer?: Pointer;
}

export type Place = FilePlace | RequestPlace | AddressPlace;

/** An error or warning for the user: what is wrong, where, and what to do about it. Never contains a secret. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly place?: Place;
  /** What was expected: `a string`, `one of: none, low, fair`. */
  readonly expected?: string;
  /** What to do next: `Did you mean "callbacks"?`. */
  readonly hint?: string;
}

export const isError = (problem: Problem): boolean => problem.severity === 'error';
