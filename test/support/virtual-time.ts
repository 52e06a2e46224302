interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, now: Date.now };

/** Lets everything go on that needs no time. */
const waitForImmediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs something on time that passes only when nothing else happens: work takes none of it, and timers ring in their order, at once.
 * The clock and the timers of the whole process are replaced meanwhile, those of Bottleneck too.
 */
export async function runInVirtualTime<T>(run: () => Promise<T>): Promise<T> {
  const timers = new Set<Timer>();
  let now = 1_700_000_000_000;
  const addTimer = (ring: () => void, ms = 0): Timer => {
    const timer = { at: now + Math.max(ms, 0), ring };
    timers.add(timer);
    return timer;
  };
  Object.assign(globalThis, { setTimeout: addTimer, clearTimeout: (timer: Timer) => timers.delete(timer) });
  Date.now = () => now;
  try {
    const running = { over: false };
    const result = run().finally(() => {
      running.over = true;
    });
    while (!running.over) {
      await waitForImmediate();
      const next = findSoonest(timers);
      if (!next) continue;
      timers.delete(next);
      now = next.at;
      next.ring();
    }
    return await result;
  } finally {
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
    Date.now = real.now;
  }
}

/** Of those that ring together the one that was set first. */
function findSoonest(timers: Iterable<Timer>): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) if (!first || timer.at < first.at) first = timer;
  return first;
}
