/** One attempt that waits for its turn. */
export interface QueuedJob {
  /** The number names it among the bucket's attempts. */
  readonly start: (number: number) => Promise<void>;
  /** Called instead of `start` when it is never going to be its turn. */
  readonly end: () => void;
}
