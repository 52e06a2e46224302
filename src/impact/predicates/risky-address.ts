import { hasCustomScheme, hasUserInfo, hasWildcardHost, isLoopback, isPlainHttp, isSharedHost } from '../facts/url-risk.ts';
import type { ImpactPredicate } from '../impact-question.ts';
import { addDetail, quoteName } from '../quote-name.ts';

/** What can be wrong with an address, the worst first. */
const RISKS: readonly (readonly [hasRisk: (url: string) => boolean, says: string])[] = [
  [isSharedHost, 'anybody can receive what is sent there'],
  [hasUserInfo, 'contains a user name or password'],
  [isLoopback, "the visitor's own machine"],
  [isPlainHttp, 'not encrypted'],
  [hasWildcardHost, 'any subdomain'],
  [hasCustomScheme, 'any app on the device can claim this scheme'],
];

/** Says what is wrong with an address that comes in. */
export const specifyUrlRisk: ImpactPredicate = ({ direction, after }, answer) => {
  if (direction === 'down' || typeof after !== 'string') return answer;
  const risk = RISKS.find(([hasRisk]) => hasRisk(after));
  if (!risk) return answer;
  const says = answer?.says ?? 'People may be sent to a further address.';
  const is = answer && answer.is !== 'cosmetic' ? answer.is : 'widens';
  return { is, says: addDetail(says, `${formatHost(after)}: ${risk[1]}`), isDanger: true };
};

/** Shows the host only: the rest of an address may contain a password or a token. */
function formatHost(address: string): string {
  const [, scheme = '', authority = ''] = /^([a-z][a-z\d+.-]*):(?:\/\/([^/?#]*))?/i.exec(address.trim()) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return quoteName(host === '' ? `${scheme}:` : host);
}
