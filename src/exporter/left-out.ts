import type { Address } from '../model/address.ts';

/** Why something of the tenant is not in the files. */
export type Reason =
  /** The schema does not know the field. */
  | 'unknown'
  /** The schema does not allow the value, or the comparison would not read it as the same. */
  | 'refused'
  | 'deprecated'
  /** Made by the API where nobody gives one, such as a client's secret. */
  | 'generated'
  /** A relation that the token may not read. */
  | 'unread';

export interface LeftOut {
  readonly type: string;
  readonly address: Address;
  readonly reason: Reason;
  /** Field names from the top, without places in lists. */
  readonly path: string;
}

/** What is noticed while a snapshot is turned into parts. */
export interface Notebook {
  leaveOut(entry: LeftOut): void;
  /** A reference that stays an id: nothing is known of its target, or its name does not tell it apart. */
  keepId(entry: KeptId): void;
}

export interface KeptId {
  readonly address: Address;
  readonly type: string;
  readonly id: string;
  readonly why: 'unknown' | 'ambiguous';
}
