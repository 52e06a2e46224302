import {
  getObjectMember,
  isArray,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../model/json/json-value.ts';
import { ignoreChange, type RecordChange } from './change-journal.ts';
import { LinkStore } from './link-store.ts';
import { type IndexKeys, ObjectCollection } from './object-collection.ts';

export interface CollectionIndexes {
  readonly [collection: string]: { readonly [index: string]: IndexKeys };
}

/** The state of a tenant: named collections, relations and settings. */
export class TenantState {
  readonly #indexes: CollectionIndexes;
  readonly #record: RecordChange;
  readonly #collections = new Map<string, ObjectCollection>();
  readonly #links = new Map<string, LinkStore>();
  readonly #settings = new Map<string, JsonObject>();

  constructor(indexes: CollectionIndexes, record = ignoreChange) {
    this.#indexes = indexes;
    this.#record = record;
  }

  /** Returns an independent copy. */
  copy(): TenantState {
    const copy = new TenantState(this.#indexes);
    for (const [name, collection] of this.#collections) copy.#collections.set(name, collection.copy());
    for (const [name, links] of this.#links) copy.#links.set(name, links.copy());
    for (const [name, value] of this.#settings) copy.#settings.set(name, value);
    return copy;
  }

  getCollection(name: string): ObjectCollection {
    const found = this.#collections.get(name) ?? this.#createCollection(name);
    this.#collections.set(name, found);
    return found;
  }

  getLinks(name: string): LinkStore {
    const found = this.#links.get(name) ?? this.#createLinks(name);
    this.#links.set(name, found);
    return found;
  }

  getSetting = (name: string): JsonObject | undefined => this.#settings.get(name);

  putSetting(name: string, value: JsonObject): void {
    this.#settings.set(name, value);
    this.#record(['settings', name, value]);
  }

  deleteSetting(name: string): boolean {
    this.#record(['settings', name]);
    return this.#settings.delete(name);
  }

  #createCollection(name: string): ObjectCollection {
    return new ObjectCollection(this.#indexes[name], (id, value) =>
      this.#record(value === undefined ? ['collections', name, id] : ['collections', name, id, value]),
    );
  }

  #createLinks(name: string): LinkStore {
    return new LinkStore((left, right, data) =>
      this.#record(data === undefined ? ['links', name, left, right] : ['links', name, left, right, data]),
    );
  }

  dump(): JsonObject {
    return {
      collections: mapToObject(this.#collections, (collection) => [...collection.entries()].map(({ id, value }) => [id, value])),
      links: mapToObject(this.#links, (links) => [...links.listAll()].map((link) => [link.left, link.right, link.data])),
      settings: Object.fromEntries(this.#settings),
    };
  }

  load(dump: JsonObject): void {
    for (const [name, items] of listPartEntries(dump, 'collections')) this.#loadItems(name, items);
    for (const [name, links] of listPartEntries(dump, 'links')) this.#loadLinks(name, links);
    for (const [name, value] of listPartEntries(dump, 'settings')) if (isObject(value)) this.putSetting(name, value);
  }

  /** Applies a journaled change. Ignores changes of the log. */
  replayChange([part, name, ...values]: JsonArray): void {
    if (typeof name !== 'string') return;
    if (part === 'collections') this.#replayItem(name, values);
    else if (part === 'links') this.#replayLink(name, values);
    else if (part === 'settings') this.#replaySetting(name, values[0]);
  }

  #replayItem(name: string, [id, value]: JsonArray): void {
    if (isObject(value)) this.getCollection(name).put(String(id), value);
    else this.getCollection(name).delete(String(id));
  }

  #replayLink(name: string, [left, right, data]: JsonArray): void {
    if (isObject(data)) this.getLinks(name).put(String(left), String(right), data);
    else this.getLinks(name).remove(String(left), String(right));
  }

  #replaySetting(name: string, value: JsonValue | undefined): void {
    if (isObject(value)) this.putSetting(name, value);
    else this.deleteSetting(name);
  }

  #loadItems(name: string, items: JsonValue): void {
    if (!isArray(items)) throw new Error(`collection "${name}" is not an array`);
    for (const item of items) {
      const [id, value] = isArray(item) ? item : [];
      if (typeof id !== 'string' || !isObject(value)) throw new Error(`collection "${name}" contains an invalid entry`);
      this.getCollection(name).put(id, value);
    }
  }

  #loadLinks(name: string, links: JsonValue): void {
    if (!isArray(links)) throw new Error(`relation "${name}" is not an array`);
    for (const link of links) {
      const [left, right, data] = isArray(link) ? link : [];
      if (typeof left !== 'string' || typeof right !== 'string') throw new Error(`relation "${name}" contains an invalid entry`);
      this.getLinks(name).put(left, right, isObject(data) ? data : {});
    }
  }
}

const mapToObject = <T>(map: ReadonlyMap<string, T>, convert: (item: T) => JsonValue): JsonObject =>
  Object.fromEntries([...map].map(([name, item]) => [name, convert(item)]));

function listPartEntries(dump: JsonObject, name: string): [string, JsonValue][] {
  const part = getObjectMember(dump, name);
  if (!isObject(part)) throw new Error(`"${name}" is missing`);
  return Object.entries(part);
}
