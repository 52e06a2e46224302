/** `8 s`, `4 min`, `2 h 10 min`: as exact as it needs to be to decide whether to wait. */
export function formatDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Before that the pace says little: what may go out at once goes first. */
const MIN_FINISHED_FOR_ESTIMATE = 10;

/** How long the rest takes at the pace so far; nothing where it can't be told. */
export function formatTimeLeft(elapsedMs: number, finished: number, total: number): string {
  if (finished < MIN_FINISHED_FOR_ESTIMATE || finished >= total) return '';
  return `, about ${formatDuration((elapsedMs / finished) * (total - finished))} left`;
}
