import type { JsonObject } from '../../model/json/json-value.ts';
import type { ChangeOperation } from '../../model/plan/operation.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ApplyContext } from '../apply-context.ts';
import type { ResolveContext } from './resolve-request.ts';

/** How an operation, or one of its writes, ended. */
export interface PerformedOperation {
  readonly ok: boolean;
  /** The operation failed although at least one of its writes took effect. */
  readonly partly?: true;
  readonly liveId?: string;
  readonly problems: readonly Problem[];
}

export const buildFailure = (problems: readonly Problem[], partly = false): PerformedOperation => ({
  ok: false,
  problems,
  ...(partly ? { partly: true } : {}),
});

/** What an operation has read and written so far. Later requests are resolved from it. */
export class OperationProgress {
  /** The resource as the last GET read it. */
  live: JsonObject | undefined;
  /** Whether a write took effect. */
  hasWritten = false;
  /** Ids of the attached items that this operation created, in order. */
  readonly madeIds: string[] = [];
  readonly #versions = new Map<string, string>();
  #done: PerformedOperation = { ok: true, problems: [] };

  get result(): PerformedOperation {
    return this.#done;
  }

  recordWrite(written: PerformedOperation): void {
    this.#done = { ...this.#done, ...written, problems: [...this.#done.problems, ...written.problems] };
    this.hasWritten = true;
  }

  recordVersions(versions: ReadonlyMap<string, string>): void {
    for (const [name, id] of versions) this.#versions.set(name, id);
  }

  /** Builds the operation's result after a failed request: partly done if an earlier write took effect. */
  fail(failure: PerformedOperation): PerformedOperation {
    if (!this.hasWritten) return failure;
    const problems = [...this.#done.problems, ...failure.problems];
    return { ...failure, ...this.#done, ok: false, partly: true, problems };
  }

  toResolveContext({ address, liveId }: ChangeOperation, { resolveSecret, createdIds }: ApplyContext): ResolveContext {
    return { address, liveId, resolveSecret, createdIds, madeIds: this.madeIds, live: this.live, versions: this.#versions };
  }
}
