import type { Drift } from '../../model/drift.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type NotifyFormat, parseWebhookTarget, type WebhookTarget } from './webhook-target.ts';

export interface NotifyOptions {
  readonly notify?: string;
  readonly notifyFormat?: NotifyFormat;
}

/** Told where drift goes to, if anywhere; a bad address is an error before anything is read. */
export const resolveWebhookTarget = ({ notify, notifyFormat }: NotifyOptions): Outcome<WebhookTarget | undefined, Problem> =>
  notify === undefined || notify === '' ? succeed(undefined) : parseWebhookTarget(notify, notifyFormat);

/** A message that does not arrive is a warning: what was found was found. */
export async function notifyWebhook(target: WebhookTarget, drift: Drift): Promise<Problem | undefined> {
  const { postMessage } = await import('./post-message.ts');
  const message =
    target.format === 'slack'
      ? (await import('../../reporter/notify/slack-message.ts')).buildSlackMessage(drift)
      : (await import('../../reporter/notify/drift-notice.ts')).buildDriftNotice(drift);
  return postMessage({ target, message });
}
