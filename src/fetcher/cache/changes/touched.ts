import type { LogEvent, LoggedWrite } from '../../../management-api/log/log-event.ts';
import { member } from '../../../model/json/json.ts';
import type { Collection } from '../../../resources/define.ts';
import { listName, pathIn, type Reads } from '../reads.ts';
import { CONFIGURATION_EVENTS, isApart, isRuntime } from './event-types.ts';
import { mentionsOf } from './mentions.ts';
import { idAt, isRelation, isUnder, relationPath, typeAt } from './paths.ts';

/** What events make doubtful of all that was read. */
export interface Touched {
  /** Something was written that tenon cannot place. */
  readonly everything: boolean;
  /** Reads to be made again as a whole. */
  readonly names: ReadonlySet<string>;
  /** Single resources, by the name of their list. */
  readonly resources: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Events may be told twice and in any order: what they touch is read again, never computed. */
export function touchedBy(events: readonly LogEvent[], reads: Reads, catalogue: readonly Collection[]): Touched {
  const touching = new Touching(reads, catalogue);
  for (const { type, write } of events) {
    for (const path of CONFIGURATION_EVENTS[type] ?? []) touching.under(path);
    if (write && !isRuntime(write.path)) touching.write(write);
  }
  return touching;
}

class Touching implements Touched {
  everything = false;
  readonly names = new Set<string>();
  readonly resources = new Map<string, Set<string>>();
  readonly #reads: Reads;
  readonly #catalogue: readonly Collection[];

  constructor(reads: Reads, catalogue: readonly Collection[]) {
    this.#reads = reads;
    this.#catalogue = catalogue;
  }

  write(write: LoggedWrite): void {
    const type = typeAt(write.path, this.#catalogue);
    if (!type) this.#unplaced(write.path);
    else if (write.path === type.path) this.#collection(type, write);
    else this.#resource(type, write);
  }

  under(path: string): void {
    this.#forget((read) => isUnder(read, path));
  }

  /** An endpoint of no type in the catalogue. Where it is near to something that was read, that is what it may have changed. */
  #unplaced(path: string): void {
    const found = path !== '' && this.#forget((read) => isUnder(read, path) || isUnder(path, read));
    if (!found && !isApart(path)) this.everything = true;
  }

  /** A new resource, or something of which there is only one. */
  #collection(type: Collection, { method, path, answer }: LoggedWrite): void {
    const id = member(answer, type.id);
    if (method === 'POST' && typeof id === 'string') this.#resourceOf(type, id);
    else this.under(path);
    const owner = this.#catalogue.find((other) => other.type === type.joins?.type);
    const joined = owner?.relations.find(({ field }) => field === type.joins?.relation);
    if (joined && method === 'POST') this.#forget((read) => isRelation(joined, read));
  }

  #resource(type: Collection, { method, path }: LoggedWrite): void {
    const [step = '', ...below] = path.slice(type.path.length + 1).split('/');
    const id = idAt(type, step, this.#reads);
    const relation = type.relations.find((one) => below.length > 0 && isUnder(path, relationPath(one, step)));
    if (relation) this.under(relationPath(relation, encodeURIComponent(id)));
    else {
      this.under(`${type.path}/${encodeURIComponent(id)}`);
      this.#resourceOf(type, id);
      if (below.length === 0) this.#others(type, id, method);
    }
  }

  /** What goes, goes from wherever it is named; and what others hold of it may change with it. */
  #others(type: Collection, id: string, method: string): void {
    const holders = this.#catalogue.filter((other) => type.heldBy?.includes(other.type)).map(({ path }) => path);
    if (method !== 'DELETE' && holders.length === 0) return;
    for (const [name, items] of mentionsOf(type, id, this.#reads)) {
      if (method !== 'DELETE' && !holders.some((path) => isUnder(pathIn(name), path))) continue;
      const owner = this.#catalogue.find(({ list }) => listName(list) === name);
      if (owner) for (const item of items) this.#resourceOf(owner, String(member(item, owner.id)));
      else this.names.add(name);
    }
  }

  #resourceOf({ list, onlyListed }: Collection, id: string): void {
    const name = listName(list);
    if (onlyListed) this.under(list.path);
    else if (this.#reads.lists.has(name)) this.resources.set(name, (this.resources.get(name) ?? new Set()).add(id));
  }

  #forget(doubtful: (path: string) => boolean): boolean {
    const names = [...this.#reads.lists.keys(), ...this.#reads.answers.keys()].filter((name) => doubtful(pathIn(name)));
    for (const name of names) this.names.add(name);
    return names.length > 0;
  }
}
