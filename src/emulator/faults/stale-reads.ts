import type { TenantState } from '../state/tenant-state.ts';

interface Past {
  readonly state: TenantState;
  readonly until: number;
}

/** States that reads still see although writes have gone on: each one until its time is over. */
export class StaleReads {
  readonly #now: () => Date;
  #pasts: readonly Past[] = [];

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** `state` is a copy from before the write. */
  hideWrite(state: TenantState, ms: number): void {
    this.#pasts = [...this.#current(), { state, until: this.#now().getTime() + ms }];
  }

  /** What a read sees now, if not the present state. */
  seen = (): TenantState | undefined => this.#current()[0]?.state;

  clear(): void {
    this.#pasts = [];
  }

  #current(): readonly Past[] {
    if (this.#pasts.length === 0) return this.#pasts;
    const now = this.#now().getTime();
    this.#pasts = this.#pasts.filter(({ until }) => until > now);
    return this.#pasts;
  }
}
