import type { JsonObject } from '../../model/json/json-value.ts';

/** Returns the keys of an object in an index. Indexes make `unique` checks fast. */
export type IndexKeys = (object: JsonObject) => readonly string[];

export interface CollectionEntry {
  readonly id: string;
  /** Creation order; checkpoints of paging refer to it. */
  readonly order: number;
  readonly value: JsonObject;
}

/** Objects by id, in creation order. Objects are immutable; an update replaces them. */
export class ObjectCollection {
  readonly #entries = new Map<string, CollectionEntry>();
  readonly #indexes = new Map<string, { readonly keys: IndexKeys; readonly ids: Map<string, Set<string>> }>();
  readonly #notifyChange: (id: string, value?: JsonObject) => void;
  #last = 0;

  constructor(
    indexes: Readonly<Record<string, IndexKeys>> = {},
    notifyChange: (id: string, value?: JsonObject) => void = () => undefined,
  ) {
    this.#notifyChange = notifyChange;
    for (const [name, keys] of Object.entries(indexes)) this.#indexes.set(name, { keys, ids: new Map() });
  }

  /** Returns an independent copy. */
  copy(): ObjectCollection {
    const copy = new ObjectCollection();
    copy.#last = this.#last;
    for (const entry of this.#entries.values()) copy.#entries.set(entry.id, entry);
    for (const [name, { keys, ids }] of this.#indexes)
      copy.#indexes.set(name, { keys, ids: new Map([...ids].map(([key, set]) => [key, new Set(set)])) });
    return copy;
  }

  get size(): number {
    return this.#entries.size;
  }

  get = (id: string): JsonObject | undefined => this.#entries.get(id)?.value;
  has = (id: string): boolean => this.#entries.has(id);
  entries = (): IterableIterator<CollectionEntry> => this.#entries.values();

  put(id: string, value: JsonObject): void {
    const before = this.#entries.get(id);
    if (before !== undefined) this.#removeFromIndexes(before);
    this.#last += 1;
    const entry = { id, order: before?.order ?? this.#last, value };
    this.#entries.set(id, entry);
    for (const { keys, ids } of this.#indexes.values()) for (const key of keys(value)) addToIndex(ids, key, id);
    this.#notifyChange(id, value);
  }

  delete(id: string): boolean {
    const before = this.#entries.get(id);
    if (before === undefined) return false;
    this.#removeFromIndexes(before);
    this.#notifyChange(id);
    return this.#entries.delete(id);
  }

  /** Finds entries by key in a named index, in creation order. */
  find(index: string, key: string): readonly CollectionEntry[] {
    const found = [...(this.#indexes.get(index)?.ids.get(key) ?? [])].flatMap((id) => this.#entries.get(id) ?? []);
    return found.sort((a, b) => a.order - b.order);
  }

  #removeFromIndexes(entry: CollectionEntry): void {
    for (const { keys, ids } of this.#indexes.values()) for (const key of keys(entry.value)) removeFromIndex(ids, key, entry.id);
  }
}

function addToIndex(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, new Set([id]));
  else ids.add(id);
}

function removeFromIndex(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}
