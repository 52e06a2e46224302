/** An attempt that waits for its turn. */
export interface QueuedJob {
  /** Starts the attempt. `number` identifies it among the bucket's attempts. */
  readonly start: (number: number) => Promise<void>;
  /** Called instead of `start` if the bucket closes before. */
  readonly end: () => void;
}
