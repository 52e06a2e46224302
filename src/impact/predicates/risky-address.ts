import { hasCustomScheme, hasUserInfo, hasWildcardHost, isLoopback, isPlainHttp, isSharedHost } from '../facts/url-risk.ts';
import type { ImpactPredicate } from '../impact-question.ts';
import { addDetail, quoteName } from '../quote-name.ts';

/** What can be wrong with an address, the worst first. */
const RISKS: readonly (readonly [hasRisk: (url: string) => boolean, describe: (shown: string) => string])[] = [
  [hasCustomScheme, (scheme) => `any app on the device can claim ${scheme}`],
  [isSharedHost, (host) => `anyone can receive what is sent to ${host}`],
  [hasUserInfo, (host) => `${host}, with a user name or password in the URL`],
  [isLoopback, (host) => `${host} is the user's own device`],
  [isPlainHttp, (host) => `${host}, without encryption`],
  [hasWildcardHost, (host) => `${host} matches any subdomain`],
];

/** Says what is wrong with an address that comes in. */
export const specifyUrlRisk: ImpactPredicate = ({ direction, after }, answer) => {
  if (!answer || direction === 'down' || typeof after !== 'string') return answer;
  const [, describe] = RISKS.find(([hasRisk]) => hasRisk(after)) ?? [];
  return describe ? { is: answer.is, says: addDetail(answer.says, describe(formatHost(after))), isDanger: true } : answer;
};

/** Shows the host or, where that means nothing, the scheme: the rest of an address may contain a password or a token. */
function formatHost(address: string): string {
  const [, scheme = '', authority = ''] = /^([a-z][a-z\d+.-]*):(?:\/\/([^/?#]*))?/i.exec(address.trim()) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return quoteName(host === '' || hasCustomScheme(address) ? `${scheme}:` : host);
}
