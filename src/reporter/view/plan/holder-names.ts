import { splitAccessKey } from '../../../model/access-report.ts';
import { type Address, splitAddress } from '../../../model/address.ts';
import type { RoleHolder, RoleHolders } from '../../../model/plan/role-holders.ts';

/** Who has a changed role, as reports show it. */
export interface ShownHolders {
  readonly role: Address;
  readonly names: readonly string[];
  /** How many more there are. */
  readonly more: number;
}

export const buildShownHolders = (all: readonly RoleHolders[], changed: ReadonlySet<Address>): readonly ShownHolders[] =>
  all
    .filter(({ role }) => changed.has(role))
    .map(({ role, holders, total }) => ({ role, names: holders.map(nameHolder), more: total - holders.length }));

/** `ada@acme.test in acme`, `group Admins`. */
function nameHolder({ address, within }: RoleHolder): string {
  const kind = splitAddress(address).type === 'groups' ? 'group ' : '';
  const name = `${kind}${splitAccessKey(address).at(-1) ?? address}`;
  return within === undefined ? name : `${name} in ${within.join(' and ')}`;
}

/** Title of the section in all formats. */
export const HOLDERS_TITLE = 'Who has the changed roles';

/** `ada@acme.test, grace@acme.test and 40 more` */
export const formatHolders = ({ names, more }: ShownHolders, format: (name: string) => string): string =>
  `${names.map(format).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
