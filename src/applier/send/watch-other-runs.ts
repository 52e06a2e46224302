import type { ReadApi } from '../../management-api/management-api.ts';
import type { Address } from '../../model/address.ts';
import type { ChangeOperation } from '../../model/plan/operation.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { OperationResult } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import {
  addForeignProblem,
  describeForeignCreate,
  type ForeignCreate,
  findForeignCreates,
  findPlannedCreates,
  type PlannedCreate,
  readNewestWrites,
} from './creates-of-other-runs.ts';

export interface RunWatchInput {
  readonly plan: Plan;
  readonly api: ReadApi;
  readonly catalogue: Catalogue;
  readonly run: string;
}

const LOOK_INTERVAL_MS = 5_000;

/**
 * Watches the tenant's log for resources that other runs of tenon create during this apply. Two runs that create the same resource would
 * leave a duplicate if the API allows two with one name. The log lags by seconds, so this makes duplicates rarer; only a lock prevents them.
 */
export class RunWatch {
  readonly #creates: readonly PlannedCreate[];
  readonly #input: RunWatchInput;
  readonly #conflict = new Map<Address, ForeignCreate>();
  /** Ids of log events from before this run. Ids instead of times, so that clocks need not agree. */
  #earlier = new Set<string>();
  #lookedAt = 0;
  /** Whether this run created something since it last read the log. */
  #isBehind = false;
  /** Operation id of the first create. It is sent alone, so that other runs see this run in the log before it creates more. */
  readonly #opener: string | undefined;
  readonly #openerEnded: Promise<void>;
  #releaseOthers: () => void = () => {};

  constructor(input: RunWatchInput) {
    this.#input = input;
    this.#creates = findPlannedCreates(input.plan, input.catalogue);
    this.#opener = chooseOpener(input.plan, this.#creates);
    this.#openerEnded = new Promise((resolve) => (this.#releaseOthers = resolve));
  }

  /** The first resource found so far that another run created and this plan also creates. */
  get conflict(): Problem | undefined {
    const [first] = this.#conflict.values();
    return first && describeForeignCreate(first);
  }

  /** Remembers the events that are already in the log; only later ones count. */
  async begin(): Promise<void> {
    if (this.#creates.length > 0) this.#earlier = new Set((await readNewestWrites(this.#input.api)).map(({ id }) => id));
  }

  /** Reads the new log events and returns a problem if another run created something that this plan creates. */
  async lookForCreates(): Promise<Problem | undefined> {
    if (this.#creates.length === 0) return undefined;
    this.#lookedAt = performance.now();
    this.#isBehind = false;
    const events = (await readNewestWrites(this.#input.api)).filter(({ id }) => !this.#earlier.has(id));
    for (const create of findForeignCreates(this.#creates, events, this.#input.run)) this.#conflict.set(create.address, create);
    // After a conflict the opener may never start, so the operations that wait for it must be released.
    if (this.conflict) this.#releaseOthers();
    return this.conflict;
  }

  /** Moves the opener, which has no dependencies, to the front of the plan's operations. */
  sort(operations: readonly ChangeOperation[]): readonly ChangeOperation[] {
    const isOpener = ({ id }: ChangeOperation): boolean => id === this.#opener;
    return [...operations.filter(isOpener), ...operations.filter((operation) => !isOpener(operation))];
  }

  /** Waits until an operation may start: creates wait for the opener. */
  async waitForTurn({ id, action }: ChangeOperation): Promise<void> {
    if (action !== 'create' || this.#opener === undefined) return;
    if (id !== this.#opener) await this.#openerEnded;
    if (performance.now() - this.#lookedAt > LOOK_INTERVAL_MS) await this.lookForCreates();
  }

  /** Must be called with each result. Reads the log after the opener, and adds a problem if another run created the same resource. */
  async examine(result: OperationResult): Promise<OperationResult> {
    this.#isBehind ||= result.action === 'create';
    if (result.id === this.#opener) {
      await this.lookForCreates();
      this.#releaseOthers();
    }
    return addForeignProblem(result, this.#conflict.get(result.address));
  }

  /** Reads the log a last time after all operations and adds problems to the results that conflict with another run. */
  async report(results: readonly OperationResult[]): Promise<readonly OperationResult[]> {
    if (this.#isBehind) await this.lookForCreates();
    return results.map((result) => addForeignProblem(result, this.#conflict.get(result.address)));
  }
}

/**
 * Returns how many log reads an apply of the plan makes: before its checks, before its first write, after the opener, and at the end. An
 * apply with creates over more than `LOOK_INTERVAL_MS` makes more.
 */
export function countLooks(plan: Plan, catalogue: Catalogue): number {
  const creates = findPlannedCreates(plan, catalogue);
  if (creates.length === 0) return 0;
  return creates.length > 1 && chooseOpener(plan, creates) !== undefined ? 4 : 3;
}

/** Whether the token may read the log. An opaque token (`undefined`) is assumed to. */
export const canWatch = (scopes: readonly string[] | undefined): boolean => scopes?.includes('read:logs') !== false;

/**
 * Chooses the create to send first. Prefers a type whose key the API keeps unique: if two runs start together, the API then refuses one of
 * them before anything is duplicated.
 */
function chooseOpener({ operations }: Plan, creates: readonly PlannedCreate[]): string | undefined {
  const uniqueByAddress = new Map(creates.map(({ address, type }) => [address, type.unique]));
  const free = operations.filter(
    ({ action, address, dependsOn }) => action === 'create' && uniqueByAddress.has(address) && dependsOn.length === 0,
  );
  return (free.find(({ address }) => uniqueByAddress.get(address)) ?? free[0])?.id;
}
