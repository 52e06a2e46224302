import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

export type NotifyFormat = 'slack' | 'json';

/** Where drift is told. The address of a webhook is a secret: only its host is ever shown. */
export interface Target {
  readonly url: string;
  readonly host: string;
  readonly format: NotifyFormat;
}

const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const SLACK = /(?:^|\.)slack(?:-gov)?\.com$/;

export function targetOf(text: string, format?: NotifyFormat): Outcome<Target, Problem> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return failure(invalid('is no http(s) address'));
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    return failure(invalid('may begin with http:// only on this machine'));
  if (url.username !== '' || url.password !== '') return failure(invalid('must not hold a user or a password'));
  return success({ url: url.href, host: url.host, format: format ?? formatFor(url) });
}

/** Others that understand Slack's messages have an address of their own for them: `https://discord.com/api/webhooks/…/slack`. */
const formatFor = ({ hostname, pathname }: URL): NotifyFormat =>
  SLACK.test(hostname) || pathname.endsWith('/slack') ? 'slack' : 'json';

const invalid = (why: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `the address given with --notify (or TENON_NOTIFY_URL) ${why}`,
  expected: 'https://…',
});
