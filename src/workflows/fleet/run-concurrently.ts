/** Runs the work for each item, for at most `limit` items at a time, and returns the results in the order of the items. */
export async function runConcurrently<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const waiting = items.entries();
  const runLane = async (): Promise<void> => {
    // The lanes share one iterator, so each item is taken once.
    for (const [index, item] of waiting) results.set(index, await work(item, index));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, runLane));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
