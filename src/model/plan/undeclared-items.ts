import type { Address } from '../address.ts';

/** Items of one relation that the tenant has and the definition does not list: `organizations/acme`, `members`, 998. */
export interface UndeclaredItems {
  readonly address: Address;
  readonly relation: string;
  readonly count: number;
}
