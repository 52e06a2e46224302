/** Formats a duration as `8 s`, `4 min` or `2 h 10 min`, precise enough to decide whether to wait. */
export function formatDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** With fewer finished operations the pace says little: those without dependencies run first, in parallel. */
const MIN_FINISHED_FOR_ESTIMATE = 10;

/** Formats the remaining time at the pace so far, for use after a count. Empty: not known yet, or nothing is left. */
export function formatTimeLeft(elapsedMs: number, finished: number, total: number): string {
  if (finished < MIN_FINISHED_FOR_ESTIMATE || finished >= total) return '';
  return `, about ${formatDuration((elapsedMs / finished) * (total - finished))} left`;
}
