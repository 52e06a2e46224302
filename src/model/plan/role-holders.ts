import type { Address } from '../address.ts';

/** Who has a role that a plan changes: what changes for the role changes for them. */
export interface RoleHolders {
  readonly role: Address;
  /** The first `MAX_LISTED_HOLDERS` declared or known people and groups. */
  readonly holders: readonly RoleHolder[];
  readonly total: number;
}

export interface RoleHolder {
  /** A user or a group. */
  readonly address: Address;
  /** Names of the organizations inside which they have the role. Absent: everywhere. */
  readonly within?: readonly string[];
}

export const MAX_LISTED_HOLDERS = 20;
