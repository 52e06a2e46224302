import type { AccessReport } from '../../model/access-report.ts';
import { splitAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import { formatCount } from '../../model/wording.ts';

/** `read:orders of https://api.acme.test`, or the address. */
export const formatAsked = ({ subject }: AccessReport): string =>
  subject.permission === undefined ? subject.address : `${subject.permission} of ${splitAddress(subject.address).key}`;

/** What an answer without any entry says. */
export const describeNobody = ({ subject, tenant }: AccessReport): string => {
  const isPerson = ['users', 'groups'].includes(splitAddress(subject.address).type);
  return `${isPerson ? 'It has nothing' : 'Nobody has it'}, as far as ${tenant === undefined ? 'the definition says' : 'tenon could see'}.`;
};

/** What a reader must know to understand the answer: what is off, what was cut, what was not looked at. */
export const describeLimits = (report: AccessReport): readonly string[] => [
  ...describeEnforcement(report),
  ...report.cut.map(({ address, shown, total }) =>
    total === undefined
      ? `${address}: only the first ${formatNumber(shown)} people are shown (--limit).`
      : `${address}: ${formatNumber(shown)} of ${formatNumber(total)} people are shown (--limit).`,
  ),
  ...describeUnseen(report),
  ...(report.requests === undefined ? [] : [`Took ${formatCount(report.requests, 'request')}.`]),
];

function describeEnforcement({ subject: { isEnforced }, holders }: AccessReport): readonly string[] {
  if (isEnforced === undefined || isEnforced === true || !holders.some(({ kind }) => kind === 'users of client')) return [];
  return isEnforced === null
    ? ['enforce_policies is not declared. Unless it is on in the tenant, roles do not limit what users get.']
    : ['enforce_policies is off: users get what an application asks for, whatever their roles are.'];
}

function describeUnseen({ unseen, tenant }: AccessReport): readonly string[] {
  if (tenant === undefined) {
    const absent = unseen.length === 0 ? '' : `, which declares no ${formatList(unseen.map(({ what }) => what))}`;
    return [`From the definition${absent}. --live asks the tenant.`];
  }
  const byReason = groupBy(unseen, ({ why }) => why);
  return [...byReason].map(([why, own]) => `Could not look at ${own.map(({ what }) => what).join(', ')}: ${why}.`);
}

const formatList = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

const formatNumber = (count: number): string => count.toLocaleString('en-US');
