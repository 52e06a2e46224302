import type { Drift } from '../../model/drift.ts';
import { type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type NotifyFormat, type Target, targetOf } from './target.ts';

export interface NotifyOptions {
  readonly notify?: string;
  readonly notifyFormat?: NotifyFormat;
}

/** Told where drift goes to, if anywhere; a bad address is an error before anything is read. */
export const notifyTarget = ({ notify, notifyFormat }: NotifyOptions): Outcome<Target | undefined, Problem> =>
  notify === undefined || notify === '' ? success(undefined) : targetOf(notify, notifyFormat);

/** A message that does not arrive is a warning: what was found was found. */
export async function notified(target: Target, drift: Drift): Promise<Problem | undefined> {
  const { post } = await import('./post.ts');
  const message =
    target.format === 'slack'
      ? (await import('../../reporter/notify/slack.ts')).slackMessage(drift)
      : (await import('../../reporter/notify/notice.ts')).driftNotice(drift);
  return post({ target, message });
}
