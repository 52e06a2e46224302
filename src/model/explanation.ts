import type { Address } from './address.ts';
import type { JsonValue } from './json/json-value.ts';
import type { Pointer } from './json/pointer.ts';
import type { Change } from './plan/plan.ts';
import type { FilePlace } from './problem/problem.ts';

/** Where a declared value comes from. */
export interface Origin {
  readonly place: FilePlace;
  /** Places of the values that it was laid over, the nearest first. */
  readonly over: readonly FilePlace[];
  /** As written, where substitutions or markers stand in it. */
  readonly template?: string;
}

/** Why a plan does with a value what it does. Values are in the form in which they are compared; secrets are marks. */
export interface Explanation {
  readonly address: Address;
  /** The value; `""` is the resource as a whole. */
  readonly pointer: Pointer;
  /** Absent: not declared. */
  readonly declared?: { readonly value?: JsonValue; readonly origin?: Origin };
  /** Absent: the tenant has no such resource. Without a value: it has the resource, and not this. */
  readonly live?: { readonly id: string; readonly value?: JsonValue };
  /** How the two are compared, one fact a line. */
  readonly comparison: readonly string[];
  readonly verdict: ExplanationVerdict;
  /** What the plan changes of it. */
  readonly changes: readonly Change[];
}

export type ExplanationVerdict = {
  readonly kind: 'change' | 'same' | 'not compared' | 'unmanaged' | 'left alone';
  readonly why: string;
};
