import Bottleneck from 'bottleneck';
import type { Turn } from '../../coordination/shared-limits.ts';

/** A Bottleneck whose reservoir follows the estimate of the server's bucket. */
export interface Reservoir {
  /** Runs the job once the reservoir has a token. */
  schedule(job: () => Promise<void>): void;
  /** Sets the reservoir to the value of `target`, evaluated just before the change. */
  sync(target: () => number): void;
  close(): void;
}

/**
 * Creates a reservoir. Bottleneck's own refill is not used, because it works in whole tokens per quarter of a second only and
 * `updateSettings` stops it permanently. Instead, `incrementReservoir` changes the reservoir, one change at a time.
 *
 * @param width maximum number of jobs in progress
 * @param turn resolves when it is this process's turn among all that share the bucket
 */
export function createReservoir(width: number, turn?: Turn): Reservoir {
  const limiter = new Bottleneck({ maxConcurrent: width, reservoir: 0 });
  let nextTarget: (() => number) | undefined;
  let isMoving = false;
  let waitingForTurn = 0;
  const runInTurn = async (waitForTurn: Turn, job: () => Promise<void>) => {
    waitingForTurn += 1;
    await waitForTurn();
    waitingForTurn -= 1;
    await job();
  };
  const moveReservoir = async () => {
    isMoving = true;
    while (nextTarget) {
      const target = nextTarget;
      nextTarget = undefined;
      const current = (await limiter.currentReservoir()) ?? 0;
      // The reservoir has already paid for jobs that were let through but have not started; the target does not include them yet.
      const delta = target() - limiter.counts().RUNNING - waitingForTurn - current;
      if (delta !== 0) await limiter.incrementReservoir(delta);
    }
    isMoving = false;
  };
  return {
    schedule: (job) => void limiter.schedule(() => (turn ? runInTurn(turn, job) : job())).catch(() => {}),
    sync: (target) => {
      nextTarget = target;
      if (!isMoving) moveReservoir().catch(() => {});
    },
    close: () => void limiter.stop({ dropWaitingJobs: true }).catch(() => {}),
  };
}
