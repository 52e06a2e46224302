import type { TenantState } from '../state/tenant-state.ts';

interface PastState {
  readonly state: TenantState;
  readonly until: number;
}

/** States that reads still see although writes have gone on: each one until its time is over. */
export class StaleReads {
  readonly #now: () => Date;
  #pastStates: readonly PastState[] = [];

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** `state` is a copy from before the write. */
  hideWrite(state: TenantState, ms: number): void {
    this.#pastStates = [...this.#dropExpired(), { state, until: this.#now().getTime() + ms }];
  }

  /** What a read sees now, if not the present state. */
  getVisibleState = (): TenantState | undefined => this.#dropExpired()[0]?.state;

  clear(): void {
    this.#pastStates = [];
  }

  #dropExpired(): readonly PastState[] {
    if (this.#pastStates.length === 0) return this.#pastStates;
    const now = this.#now().getTime();
    this.#pastStates = this.#pastStates.filter(({ until }) => until > now);
    return this.#pastStates;
  }
}
