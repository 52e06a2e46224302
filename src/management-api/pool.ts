import type { Limiter } from './limiter.ts';

type Job = (ended: boolean) => void;

/** No more than so many attempts under way. */
export function createPool(width: number): Limiter {
  const waiting: Job[] = [];
  let running = 0;
  let closed = false;
  const next = () => {
    running -= 1;
    waiting.shift()?.(false);
  };
  const turn = (first: boolean) =>
    new Promise<boolean>((resolve) => {
      if (closed) return resolve(false);
      const start: Job = (ended) => {
        if (!ended) running += 1;
        resolve(!ended);
      };
      if (running < width) return start(false);
      if (first) waiting.unshift(start);
      else waiting.push(start);
    });
  return {
    run: async (_bucket, attempt, first = false) => {
      if (!(await turn(first))) return undefined;
      try {
        return await attempt();
      } finally {
        next();
      }
    },
    learn: () => {},
    pause: () => {},
    close: () => {
      closed = true;
      for (const job of waiting.splice(0)) job(true);
    },
  };
}
