import { splitAddress } from '../../model/address.ts';
import type { AccessReport } from '../../model/access-report.ts';
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
  const byReason = groupBy(unseen, ({ why }) => why);
  const lines = [...byReason].map(([why, own]) => `Not looked at: ${own.map(({ what }) => what).join(', ')} (${why}).`);
  return tenant === undefined ? [...lines, 'This is what the definition says. --live asks the tenant.'] : lines;
}

const formatNumber = (count: number): string => count.toLocaleString('en-US');
