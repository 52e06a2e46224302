import type { Address } from '../../model/address.ts';

/** Why something of the tenant is not in the files; or why it is, although no schema describes it. */
export type OmissionReason =
  /** The schema does not know the field: it is kept as it is. */
  | 'kept-field'
  /** The schema does not list the value: it is kept as it is. */
  | 'kept-value'
  /** What it is known by, or cannot be made without, cannot be written: all of the resource is left out. */
  | 'whole'
  /** A name that would be read as a directive. */
  | 'unknown'
  /** The schema does not allow the value, or the comparison would not read it as the same. */
  | 'refused'
  | 'deprecated'
  /** Made by the API where nobody gives one, such as a client's secret. */
  | 'generated'
  /** A secret of several values, of which the tenant shows not even the names. */
  | 'hidden'
  /** A relation that the token may not read. */
  | 'unread';

export interface Omission {
  readonly type: string;
  readonly address: Address;
  readonly reason: OmissionReason;
  /** Field names from the top, without places in lists. */
  readonly path: string;
  /** A value that is kept. */
  readonly value?: string;
}

/** What is noticed while a snapshot is turned into parts. */
export interface OmissionLog {
  recordOmission(entry: Omission): void;
  /** A reference that stays an id: nothing is known of its target, or its name does not tell it apart. */
  recordKeptId(entry: KeptId): void;
}

export interface KeptId {
  readonly address: Address;
  readonly type: string;
  readonly id: string;
  readonly reason: 'unknown' | 'ambiguous';
}
