import Bottleneck from 'bottleneck';
import type { Turn } from '../../coordination/shared-limits.ts';

/** A Bottleneck whose reservoir follows what is known of the server's bucket. */
export interface Reservoir {
  /** Runs when the reservoir has one left. */
  schedule(job: () => Promise<void>): void;
  /** Brings the reservoir to what `target` says when its turn comes. */
  sync(target: () => number): void;
  close(): void;
}

/**
 * Bottleneck's own refill is not used: it knows whole amounts in whole quarters of a second only, and `updateSettings` ends it for good.
 * The reservoir is moved by `incrementReservoir` alone, one move at a time. `turn`: what is let through here waits for its turn among
 * all processes that share the bucket.
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
      // A job that has been let through but has not begun is paid for already, while the target does not know of it yet.
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
