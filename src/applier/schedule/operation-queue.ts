import { type Address, splitAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import { type ChangeOperation, getBatchId, pickOperationName } from '../../model/plan/operation.ts';

import type { OperationResult } from '../../model/plan/result.ts';

/**
 * Decides which operation may start next. Each operation counts its unmet dependencies, and each group (`delete organizations/*`) counts
 * its unfinished members, so scheduling takes time linear in operations and dependencies.
 */
export class OperationQueue {
  readonly #operations: readonly ChangeOperation[];
  readonly #places: ReadonlyMap<string, number>;
  /** The operations that wait for an operation or a group. */
  readonly #dependents = new Map<string, ChangeOperation[]>();
  readonly #unmet = new Map<string, number>();
  readonly #openInGroup: Map<string, number>;
  readonly #results = new Map<string, OperationResult>();
  /** Plan positions of the operations whose dependencies are all met, in ascending order. */
  readonly #ready: number[] = [];
  readonly #busy = new Set<Address>();

  constructor(operations: readonly ChangeOperation[]) {
    this.#operations = operations;
    this.#places = new Map(operations.map((operation, index) => [operation.id, index]));
    this.#openInGroup = new Map([...groupBy(operations, getGroup)].map(([group, members]) => [group, members.length]));
    for (const operation of operations) this.#enter(operation);
  }

  /** Removes and returns the first ready operation in plan order whose resource no running operation uses. */
  take(): ChangeOperation | undefined {
    const at = this.#ready.findIndex((place) => !this.#busy.has(this.#operations[place]?.address ?? ''));
    const [position] = at < 0 ? [] : this.#ready.splice(at, 1);
    const operation = position === undefined ? undefined : this.#operations[position];
    if (operation) this.#busy.add(operation.address);
    return operation;
  }

  /** Removes and returns all other ready operations of the same batch. They create different resources, so none of them is busy. */
  takeRestOfBatch(first: ChangeOperation): readonly ChangeOperation[] {
    const batch = getBatchId(first);
    if (batch === undefined) return [];
    const rest = this.#ready.flatMap((place) => this.#operations[place] ?? []).filter((each) => getBatchId(each) === batch);
    const taken = new Set(rest.map(({ id }) => this.#places.get(id)));
    this.#ready.splice(0, this.#ready.length, ...this.#ready.filter((place) => !taken.has(place)));
    for (const { address } of rest) this.#busy.add(address);
    return rest;
  }

  finish(operation: ChangeOperation, result: OperationResult): void {
    this.#busy.delete(operation.address);
    this.#results.set(operation.id, result);
    if (result.status === 'done') this.#release(operation);
    else this.#block(operation);
  }

  /** Lists the result of every operation in plan order. Operations that never started get `because` as their reason. */
  collectResults(because: string): readonly OperationResult[] {
    return this.#operations.map((operation) => this.#results.get(operation.id) ?? buildNotStarted(operation, because));
  }

  #enter(operation: ChangeOperation): void {
    const names = operation.dependsOn.filter((name) => this.#places.has(name) || this.#openInGroup.has(name));
    this.#unmet.set(operation.id, names.length);
    for (const name of names) {
      const known = this.#dependents.get(name);
      if (known) known.push(operation);
      else this.#dependents.set(name, [operation]);
    }
    if (names.length === 0) this.#admit(operation);
  }

  #admit(operation: ChangeOperation): void {
    const position = this.#places.get(operation.id) ?? 0;
    let [from, to] = [0, this.#ready.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#ready[middle] ?? 0) < position) from = middle + 1;
      else to = middle;
    }
    this.#ready.splice(from, 0, position);
  }

  #release(operation: ChangeOperation): void {
    const group = getGroup(operation);
    const open = (this.#openInGroup.get(group) ?? 0) - 1;
    this.#openInGroup.set(group, open);
    for (const name of open === 0 ? [operation.id, group] : [operation.id]) {
      for (const dependent of this.#dependents.get(name) ?? []) {
        const unmet = (this.#unmet.get(dependent.id) ?? 0) - 1;
        this.#unmet.set(dependent.id, unmet);
        if (unmet === 0) this.#admit(dependent);
      }
    }
  }

  /** Marks everything that depends on a failed operation, directly or not, as not started. */
  #block(failed: ChangeOperation): void {
    const open = [failed];
    for (let culprit = open.pop(); culprit; culprit = open.pop()) {
      for (const dependent of [culprit.id, getGroup(culprit)].flatMap((name) => this.#dependents.get(name) ?? [])) {
        if (this.#results.has(dependent.id)) continue;
        this.#results.set(dependent.id, buildNotStarted(dependent, `waits for "${culprit.id}"`));
        open.push(dependent);
      }
    }
  }
}

const getGroup = ({ action, address }: ChangeOperation): string => `${action} ${splitAddress(address).type}/*`;

export const buildNotStarted = (operation: ChangeOperation, because: string): OperationResult => ({
  ...pickOperationName(operation),
  status: 'not started',
  problems: [],
  because,
});
