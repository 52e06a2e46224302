import { type AccessStep, type AccessWay, splitAccessKey } from '../../model/access-report.ts';
import { splitAddress } from '../../model/address.ts';

/**
 * `role Editor, only in acme`: a way in a few words. Empty: there is nothing in between. `namesPermissions`: the permissions stand next to it
 * and say whose they are.
 */
export function describeWay(way: AccessWay, namesPermissions = false): string {
  const { steps, within, isLimited, through = [], permissions } = way;
  const isSaid = namesPermissions && permissions?.includes('*');
  const parts = [
    ...steps.map((step, index) =>
      describeStep(step, { isFirst: index === 0, isLast: index === steps.length - 1, hasRoles: through.length > 0 }),
    ),
    ...(through.length > 0 ? [through.map(nameRole).join(', ')] : []),
    ...(within ? [describeOrganizations(within)] : []),
    ...(isLimited && !isSaid ? ['for users who have it'] : []),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

interface StepPlace {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly hasRoles: boolean;
}

function describeStep({ by, address }: AccessStep, { isFirst, isLast, hasRoles }: StepPlace): string {
  switch (by) {
    case 'role':
    case 'member role':
    case 'group role':
      return isLast ? '' : nameRole(address);
    case 'permission':
      return isFirst ? 'directly' : '';
    case 'client grant':
      return 'client grant';
    case 'open API':
      return 'no grant needed';
    case 'third-party default':
      return 'as a third-party application';
    case 'login':
      return isLast ? '' : `as any user of ${nameAddress(address)}`;
    case 'organization grant':
      return 'acts for it';
    case 'organization application':
      return 'used by its members';
    case 'membership at login':
      return 'makes everyone a member';
    case 'membership':
      return hasRoles ? '' : 'member';
    case 'organization connection':
      return 'members only';
    case 'account':
      return '';
  }
}

const nameRole = (address: string): string =>
  splitAddress(address).type === 'resourceServers' ? `at ${nameAddress(address)}` : `role ${nameAddress(address)}`;

function describeOrganizations(within: readonly string[]): string {
  if (within.includes('*')) return 'only in an organization';
  return within.length === 0 ? 'in no organization yet' : `only in ${within.join(', ')}`;
}

/** The last part of a key is what people call the thing: the e-mail address of a user, the name of a role in an organization. */
export const nameAddress = (address: string): string => splitAccessKey(address).at(-1) ?? address;
