import {
  getObjectMember,
  isArray,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../model/json/json-value.ts';
import { Collection, type IndexKeys } from './collection.ts';
import { type NoteChange, nowhere } from './journal.ts';
import { Links } from './links.ts';

export interface Indexes {
  readonly [collection: string]: { readonly [index: string]: IndexKeys };
}

/** Everything a tenant holds: collections by name, relations by name, settings by name. */
export class TenantState {
  readonly #indexes: Indexes;
  readonly #record: NoteChange;
  readonly #collections = new Map<string, Collection>();
  readonly #links = new Map<string, Links>();
  readonly #settings = new Map<string, JsonObject>();

  constructor(indexes: Indexes, record = nowhere) {
    this.#indexes = indexes;
    this.#record = record;
  }

  /** As it is now; goes its own way from here. */
  copy(): TenantState {
    const copy = new TenantState(this.#indexes);
    for (const [name, collection] of this.#collections) copy.#collections.set(name, collection.copy());
    for (const [name, links] of this.#links) copy.#links.set(name, links.copy());
    for (const [name, value] of this.#settings) copy.#settings.set(name, value);
    return copy;
  }

  collection(name: string): Collection {
    const found = this.#collections.get(name) ?? this.#newCollection(name);
    this.#collections.set(name, found);
    return found;
  }

  links(name: string): Links {
    const found = this.#links.get(name) ?? this.#newLinks(name);
    this.#links.set(name, found);
    return found;
  }

  setting = (name: string): JsonObject | undefined => this.#settings.get(name);

  putSetting(name: string, value: JsonObject): void {
    this.#settings.set(name, value);
    this.#record(['settings', name, value]);
  }

  deleteSetting(name: string): boolean {
    this.#record(['settings', name]);
    return this.#settings.delete(name);
  }

  #newCollection(name: string): Collection {
    return new Collection(this.#indexes[name], (id, value) =>
      this.#record(value === undefined ? ['collections', name, id] : ['collections', name, id, value]),
    );
  }

  #newLinks(name: string): Links {
    return new Links((left, right, data) =>
      this.#record(data === undefined ? ['links', name, left, right] : ['links', name, left, right, data]),
    );
  }

  dump(): JsonObject {
    return {
      collections: mapOf(this.#collections, (collection) => [...collection.entries()].map(({ id, value }) => [id, value])),
      links: mapOf(this.#links, (links) => [...links.all()].map((link) => [link.left, link.right, link.data])),
      settings: Object.fromEntries(this.#settings),
    };
  }

  load(dump: JsonObject): void {
    for (const [name, items] of objectsIn(dump, 'collections')) this.#loadItems(name, items);
    for (const [name, links] of objectsIn(dump, 'links')) this.#loadLinks(name, links);
    for (const [name, value] of objectsIn(dump, 'settings')) if (isObject(value)) this.putSetting(name, value);
  }

  /** What a journal says; everything else in it is somebody else's. */
  redo([part, name, ...rest]: JsonArray): void {
    if (typeof name !== 'string') return;
    if (part === 'collections') this.#redoItem(name, rest);
    else if (part === 'links') this.#redoLink(name, rest);
    else if (part === 'settings') this.#redoSetting(name, rest[0]);
  }

  #redoItem(name: string, [id, value]: JsonArray): void {
    if (isObject(value)) this.collection(name).put(String(id), value);
    else this.collection(name).delete(String(id));
  }

  #redoLink(name: string, [left, right, data]: JsonArray): void {
    if (isObject(data)) this.links(name).put(String(left), String(right), data);
    else this.links(name).remove(String(left), String(right));
  }

  #redoSetting(name: string, value: JsonValue | undefined): void {
    if (isObject(value)) this.putSetting(name, value);
    else this.deleteSetting(name);
  }

  #loadItems(name: string, items: JsonValue): void {
    if (!isArray(items)) throw new Error(`collection "${name}" is not an array`);
    for (const item of items) {
      const [id, value] = isArray(item) ? item : [];
      if (typeof id !== 'string' || !isObject(value)) throw new Error(`collection "${name}" holds something that is no object`);
      this.collection(name).put(id, value);
    }
  }

  #loadLinks(name: string, links: JsonValue): void {
    if (!isArray(links)) throw new Error(`relation "${name}" is not an array`);
    for (const link of links) {
      const [left, right, data] = isArray(link) ? link : [];
      if (typeof left !== 'string' || typeof right !== 'string')
        throw new Error(`relation "${name}" holds something that is no link`);
      this.links(name).put(left, right, isObject(data) ? data : {});
    }
  }
}

const mapOf = <T>(map: ReadonlyMap<string, T>, turn: (item: T) => JsonValue): JsonObject =>
  Object.fromEntries([...map].map(([name, item]) => [name, turn(item)]));

function objectsIn(dump: JsonObject, name: string): [string, JsonValue][] {
  const part = getObjectMember(dump, name);
  if (!isObject(part)) throw new Error(`"${name}" is missing`);
  return Object.entries(part);
}
