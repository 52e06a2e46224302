import { isLoopbackHost } from '../../management-api/auth/tenant-domain.ts';

import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

export type NotifyFormat = 'slack' | 'json';

/** A webhook that drift is posted to. Its URL is a secret: only the host is ever shown. */
export interface WebhookTarget {
  readonly url: string;
  readonly host: string;
  readonly format: NotifyFormat;
}

const SLACK_HOST = /(?:^|\.)slack(?:-gov)?\.com$/;

export function parseWebhookTarget(text: string, format?: NotifyFormat): Outcome<WebhookTarget, Problem> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return failWith(createInvalidAddressProblem('is not an http(s) URL'));
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
    return failWith(createInvalidAddressProblem('may use http:// only for localhost'));
  if (url.username !== '' || url.password !== '')
    return failWith(createInvalidAddressProblem('must not contain a user or a password'));
  return succeed({ url: url.href, host: url.host, format: format ?? detectFormat(url) });
}

/** Other services accept Slack messages at a separate URL, such as `https://discord.com/api/webhooks/…/slack`. */
const detectFormat = ({ hostname, pathname }: URL): NotifyFormat =>
  SLACK_HOST.test(hostname) || pathname.endsWith('/slack') ? 'slack' : 'json';

const createInvalidAddressProblem = (why: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `the URL given with --notify (or TENON_NOTIFY_URL) ${why}`,
  expected: 'https://…',
});
