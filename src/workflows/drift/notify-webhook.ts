import type { Drift } from '../../model/drift.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type NotifyFormat, parseWebhookTarget, type WebhookTarget } from './webhook-target.ts';

export interface NotifyOptions {
  readonly notify?: string;
  readonly notifyFormat?: NotifyFormat;
}

/** Resolves the webhook to post drift to. Undefined: none is set. Called before the tenant is read, so an invalid URL fails early. */
export const resolveWebhookTarget = ({ notify, notifyFormat }: NotifyOptions): Outcome<WebhookTarget | undefined, Problem> =>
  notify === undefined || notify === '' ? succeed(undefined) : parseWebhookTarget(notify, notifyFormat);

/** Posts drift to a webhook. A failed delivery is only a warning, since it does not change what was found. `redact` shortens the message. */
export async function notifyWebhook(
  target: WebhookTarget,
  drift: Drift,
  redact: (text: string) => string,
): Promise<Problem | undefined> {
  const { postMessage } = await import('./post-message.ts');
  const message =
    target.format === 'slack'
      ? (await import('../../reporter/notify/slack-message.ts')).buildSlackMessage(drift)
      : (await import('../../reporter/notify/drift-notice.ts')).buildDriftNotice(drift);
  return postMessage({ target, message, redact });
}
