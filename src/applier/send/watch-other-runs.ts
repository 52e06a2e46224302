import type { ReadApi } from '../../management-api/management-api.ts';
import type { Address } from '../../model/address.ts';
import type { Operation, Plan } from '../../model/plan/plan.ts';
import type { OperationResult } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import {
  type ForeignCreate,
  findForeignCreates,
  findPlannedCreates,
  type PlannedCreate,
  readNewestWrites,
} from './creates-of-other-runs.ts';

export interface RunWatchInput {
  readonly plan: Plan;
  readonly api: ReadApi;
  readonly catalogue: readonly ResourceType[];
  readonly run: string;
}

const LOOK_INTERVAL_MS = 5_000;

/**
 * Watches the tenant's log for what other runs of tenon create while this one applies: two that create the same would leave it twice wherever
 * the API allows two of one name. The log lags behind by seconds, so this narrows the gap that only a lock closes.
 */
export class RunWatch {
  readonly #creates: readonly PlannedCreate[];
  readonly #input: RunWatchInput;
  readonly #conflict = new Map<Address, ForeignCreate>();
  /** Events of the log that were there before this run, by id: no clock has to be right. */
  #earlier = new Set<string>();
  #lookedAt = 0;
  /** Whether something was created since the last look. */
  #isBehind = false;
  /** The first create, sent alone: once it is in the log, other runs can see this one. */
  readonly #opener: string | undefined;
  readonly #openerEnded: Promise<void>;
  #releaseOthers: () => void = () => {};

  constructor(input: RunWatchInput) {
    this.#input = input;
    this.#creates = findPlannedCreates(input.plan, input.catalogue);
    this.#opener = chooseOpener(input.plan, this.#creates);
    this.#openerEnded = new Promise((resolve) => (this.#releaseOthers = resolve));
  }

  /** What another run has created that this plan creates, as far as it was seen. */
  get conflict(): Problem | undefined {
    const [first] = this.#conflict.values();
    return first && describeForeignCreate(first);
  }

  /** What happens from now on matters. */
  async begin(): Promise<void> {
    if (this.#creates.length > 0) this.#earlier = new Set((await readNewestWrites(this.#input.api)).map(({ id }) => id));
  }

  async lookForCreates(): Promise<Problem | undefined> {
    if (this.#creates.length === 0) return undefined;
    this.#lookedAt = performance.now();
    this.#isBehind = false;
    const events = (await readNewestWrites(this.#input.api)).filter(({ id }) => !this.#earlier.has(id));
    for (const create of findForeignCreates(this.#creates, events, this.#input.run)) this.#conflict.set(create.address, create);
    // The opener may never begin now: whatever waits for it must end.
    if (this.conflict) this.#releaseOthers();
    return this.conflict;
  }

  /** The operations of the plan with the opener before all others: it waits for none of them. */
  sort(operations: readonly Operation[]): readonly Operation[] {
    const isOpener = ({ id }: Operation): boolean => id === this.#opener;
    return [...operations.filter(isOpener), ...operations.filter((operation) => !isOpener(operation))];
  }

  /** Waits until an operation may begin. */
  async waitForTurn({ id, action }: Operation): Promise<void> {
    if (action !== 'create' || this.#opener === undefined) return;
    if (id !== this.#opener) await this.#openerEnded;
    if (performance.now() - this.#lookedAt > LOOK_INTERVAL_MS) await this.lookForCreates();
  }

  /** To be called with each result: looks after the opener, and says what another run has made of the same. */
  async examine(result: OperationResult): Promise<OperationResult> {
    this.#isBehind ||= result.action === 'create';
    if (result.id === this.#opener) {
      await this.lookForCreates();
      this.#releaseOthers();
    }
    return addForeignProblem(result, this.#conflict.get(result.address));
  }

  /** Looks once more when all has ended. */
  async report(results: readonly OperationResult[]): Promise<readonly OperationResult[]> {
    if (this.#isBehind) await this.lookForCreates();
    return results.map((result) => addForeignProblem(result, this.#conflict.get(result.address)));
  }
}

/** How often a plan's apply looks: before its checks, before its first write, after the opener, and at the end. A long one looks more often. */
export function countLooks(plan: Plan, catalogue: readonly ResourceType[]): number {
  const creates = findPlannedCreates(plan, catalogue);
  if (creates.length === 0) return 0;
  return creates.length > 1 && chooseOpener(plan, creates) !== undefined ? 4 : 3;
}

/** Where the token may not read the log there is nothing to watch. */
export const canWatch = (scopes: readonly string[] | undefined): boolean => scopes?.includes('read:logs') !== false;

/** The best is one of a type of which the API refuses a second: of two runs that begin together one then stops with nothing doubled. */
function chooseOpener({ operations }: Plan, creates: readonly PlannedCreate[]): string | undefined {
  const uniqueByAddress = new Map(creates.map(({ address, type }) => [address, type.unique]));
  const free = operations.filter(
    ({ action, address, relation, dependsOn }) =>
      action === 'create' && relation === undefined && uniqueByAddress.has(address) && dependsOn.length === 0,
  );
  return (free.find(({ address }) => uniqueByAddress.get(address)) ?? free[0])?.id;
}

function addForeignProblem(result: OperationResult, foreign: ForeignCreate | undefined): OperationResult {
  if (!foreign || result.action !== 'create' || result.relation !== undefined || result.problems.some(isAboutOtherRun))
    return result;
  const { because: _, ...known } = result;
  if (result.liveId === foreign.id) return result;
  if (result.liveId === undefined)
    return { ...known, status: 'failed', problems: [...result.problems, describeForeignCreate(foreign)] };
  const problems = [...result.problems, describeDuplicate(foreign, result.liveId)];
  return { ...known, status: 'failed', partly: true, problems };
}

const isAboutOtherRun = ({ code }: Problem): boolean => code === 'another-run' || code === 'resource-doubled';

const describeForeignCreate = ({ address, id, run, at }: ForeignCreate): Problem => ({
  code: 'another-run',
  severity: 'error',
  message: `${run} created ${address} (${id}) at ${at}, and this plan creates it too: nothing new was begun`,
  place: { kind: 'address', address },
  hint: 'Wait until that run has ended, then plan again. To make runs on several machines wait for each other, give all of them one Redis: --limiter.',
});

const describeDuplicate = ({ address, id, run }: ForeignCreate, own: string): Problem => ({
  code: 'resource-doubled',
  severity: 'error',
  message: `the tenant has ${address} twice: ${own} is from this run, ${id} from ${run}, which worked at the same time`,
  place: { kind: 'address', address },
  hint: `Delete ${own} in the Dashboard, or keep it with "$id: ${own}" and delete the other.`,
});
