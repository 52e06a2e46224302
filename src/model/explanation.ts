import type { Address } from './address.ts';
import type { JsonValue } from './json/json-value.ts';
import type { Pointer } from './json/pointer.ts';
import type { Change } from './plan/change.ts';
import type { FilePlace } from './problem/problem.ts';

/** Where a declared value comes from. */
export interface Origin {
  readonly place: FilePlace;
  /** Places of the values that this one overrides, nearest first. */
  readonly over: readonly FilePlace[];
  /** The text as written, if it contains substitutions or markers. */
  readonly template?: string;
}

/** Explains why a plan changes a value or not. Values are in the form in which they are compared; secrets are masked. */
export interface Explanation {
  readonly address: Address;
  /** The place of the value; `""` is the whole resource. */
  readonly pointer: Pointer;
  /** Absent if the value is not declared. */
  readonly declared?: { readonly value?: JsonValue; readonly origin?: Origin };
  /** Absent if the tenant has no such resource. Without `value`, the tenant has the resource but not this value. */
  readonly live?: { readonly id: string; readonly value?: JsonValue };
  /** How the two are compared, one fact per line. */
  readonly comparison: readonly string[];
  readonly verdict: ExplanationVerdict;
  /** The plan's changes to this value. */
  readonly changes: readonly Change[];
}

export type ExplanationVerdict = {
  readonly kind: 'change' | 'same' | 'not compared' | 'unmanaged' | 'left alone';
  readonly why: string;
};
