import Bottleneck from 'bottleneck';

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
 * The reservoir is moved by `incrementReservoir` alone, one move at a time.
 */
export function createReservoir(width: number): Reservoir {
  const limiter = new Bottleneck({ maxConcurrent: width, reservoir: 0 });
  let wanted: (() => number) | undefined;
  let moving = false;
  const move = async () => {
    moving = true;
    while (wanted) {
      const target = wanted;
      wanted = undefined;
      const current = (await limiter.currentReservoir()) ?? 0;
      // A job that has been let through but has not begun is paid for already, while the target does not know of it yet.
      const delta = target() - limiter.counts().RUNNING - current;
      if (delta !== 0) await limiter.incrementReservoir(delta);
    }
    moving = false;
  };
  return {
    schedule: (job) => void limiter.schedule(job).catch(() => {}),
    sync: (target) => {
      wanted = target;
      if (!moving) move().catch(() => {});
    },
    close: () => void limiter.stop({ dropWaitingJobs: true }).catch(() => {}),
  };
}
