import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json.ts';
import { Collection, type IndexKeys } from './collection.ts';
import { Links } from './links.ts';

export type Indexes = Readonly<Record<string, Readonly<Record<string, IndexKeys>>>>;

/** Everything a tenant holds: collections by name, relations by name, settings by name. */
export class TenantState {
  readonly #indexes: Indexes;
  readonly #collections = new Map<string, Collection>();
  readonly #links = new Map<string, Links>();
  readonly #settings = new Map<string, JsonObject>();

  constructor(indexes: Indexes) {
    this.#indexes = indexes;
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
    const found = this.#collections.get(name) ?? new Collection(this.#indexes[name]);
    this.#collections.set(name, found);
    return found;
  }

  links(name: string): Links {
    const found = this.#links.get(name) ?? new Links();
    this.#links.set(name, found);
    return found;
  }

  setting = (name: string): JsonObject | undefined => this.#settings.get(name);
  putSetting = (name: string, value: JsonObject): void => void this.#settings.set(name, value);
  deleteSetting = (name: string): boolean => this.#settings.delete(name);

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
  const part = member(dump, name);
  if (!isObject(part)) throw new Error(`"${name}" is missing`);
  return Object.entries(part);
}
