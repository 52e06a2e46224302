import type { TenantState } from '../state/tenant-state.ts';

interface PastState {
  readonly state: TenantState;
  readonly until: number;
}

/** Past states that reads still show, each until it expires: emulates an eventually consistent API. */
export class StaleReads {
  readonly #now: () => Date;
  #pastStates: readonly PastState[] = [];

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Hides a write for `ms` milliseconds. `state` is a copy from before the write. */
  hideWrite(state: TenantState, ms: number): void {
    this.#pastStates = [...this.#dropExpired(), { state, until: this.#now().getTime() + ms }];
  }

  /** Returns the state that a read shows now; `undefined` means the current one. */
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
