import type { LogEvent, LoggedWrite } from '../../../management-api/log/log-event.ts';
import { getObjectMember } from '../../../model/json/json-value.ts';
import type { Catalogue } from '../../../resources/create-catalogue.ts';
import { fillPath, matchPathUnder } from '../../../resources/endpoints/path-template.ts';
import { isRelationWrite, listPathsOfOthers } from '../../../resources/endpoints/relation-paths.ts';
import type { CollectionType } from '../../../resources/resource-type.ts';
import { buildListName, type CachedReads, extractPath } from '../cached-reads.ts';
import { findMentions } from './find-mentions.ts';
import { CONFIGURATION_EVENTS, isIndependentPath, isRuntimePath } from './log-event-paths.ts';
import { findIdAt, isUnder, listRepeatingPaths, listTypesAt } from './resource-paths.ts';

/** The cached reads that log events invalidate. */
export interface TouchedReads {
  /** A write to an endpoint that tenon does not know: all reads are invalid. */
  readonly everything: boolean;
  /** Names of the reads that must be repeated as a whole. */
  readonly names: ReadonlySet<string>;
  /** Ids of the resources that must be read again, by the name of their list. */
  readonly resources: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Finds the reads that these events invalidate. The log may repeat and reorder events, so the new state is read again instead of computed
 * from them.
 */
export function findTouched(events: readonly LogEvent[], reads: CachedReads, catalogue: Catalogue): TouchedReads {
  const collector = new TouchCollector(reads, catalogue);
  for (const { type, write } of events) {
    for (const path of CONFIGURATION_EVENTS[type] ?? []) collector.touchUnder(path);
    if (write && !isRuntimePath(write.path)) collector.touchWritten(write);
  }
  return collector;
}

class TouchCollector implements TouchedReads {
  everything = false;
  readonly names = new Set<string>();
  readonly resources = new Map<string, Set<string>>();
  readonly #reads: CachedReads;
  readonly #catalogue: Catalogue;

  constructor(reads: CachedReads, catalogue: Catalogue) {
    this.#reads = reads;
    this.#catalogue = catalogue;
  }

  touchWritten(write: LoggedWrite): void {
    const types = listTypesAt(write.path, this.#catalogue);
    const isOwnRelation = types.some(({ relations }) => relations.some(({ list }) => matchPathUnder(list.path, write.path)));
    if (this.#touchItemSide(write) && !isOwnRelation) return;
    const [first, ...others] = types;
    if (!first) {
      this.#touchUnplaced(write.path);
      return;
    }
    const holders = types.filter((type) => this.#isInList(type, write.path));
    for (const type of holders.length > 0 ? holders : [first]) {
      if (write.path === type.path) this.#touchCollection(type, write);
      else this.#touchResource(type, write);
    }
    // A resource that no list has is new, and may belong to any of the types that have the path.
    if (holders.length === 0) for (const { list } of others) this.#addList(buildListName(list));
  }

  /** Handles a write to a relation at a path that belongs to its items. Returns whether it was one. */
  #touchItemSide(write: LoggedWrite): boolean {
    const written = this.#catalogue.all.flatMap((type) =>
      type.relations.flatMap((relation) =>
        listPathsOfOthers(type, relation).flatMap((template) => {
          const params = matchPathUnder(template, write.path);
          return params ? [{ relation, params }] : [];
        }),
      ),
    );
    for (const { relation, params } of written) {
      this.#addReads((read) => {
        const found = matchPathUnder(fillPath(relation.list.path, params), read);
        return found !== undefined && isRelationWrite(relation, params.id ?? found.id ?? '', write);
      });
    }
    return written.length > 0;
  }

  #isInList(type: CollectionType, path: string): boolean {
    const [step = ''] = path.slice(type.path.length + 1).split('/');
    const id = findIdAt(type, step, this.#reads);
    return (this.#reads.lists.get(buildListName(type.list)) ?? []).some((item) => getObjectMember(item, type.idField) === id);
  }

  #addList(name: string): void {
    if (this.#reads.lists.has(name)) this.names.add(name);
  }

  touchUnder(path: string): void {
    const repeating = listRepeatingPaths(path, this.#catalogue);
    this.#addReads((read) => isUnder(read, path) || repeating.some((template) => matchPathUnder(template, read) !== undefined));
  }

  /** Invalidates the reads above and below a path that belongs to no type of the catalogue, or everything if there are none. */
  #touchUnplaced(path: string): void {
    const found = path !== '' && this.#addReads((read) => isUnder(read, path) || isUnder(path, read));
    if (!found && !isIndependentPath(path)) this.everything = true;
  }

  /** Handles a write to the collection path: a create, or an update of a singleton. */
  #touchCollection(type: CollectionType, write: LoggedWrite): void {
    const { method, path, answer } = write;
    const id = getObjectMember(answer, type.idField);
    if (method === 'POST' && typeof id === 'string') this.#addResource(type, id);
    else this.touchUnder(path);
    this.#touchListsByItem(type, write);
    const { autoLinks } = type;
    const owner = autoLinks && this.#catalogue.get(autoLinks.type);
    const linked = owner?.relations.find(({ field }) => field === autoLinks?.relation);
    if (linked && method === 'POST') this.#addReads((read) => matchPathUnder(linked.list.path, read) !== undefined);
  }

  #touchResource(type: CollectionType, write: LoggedWrite): void {
    const { method, path } = write;
    const [step = '', ...below] = path.slice(type.path.length + 1).split('/');
    const id = findIdAt(type, step, this.#reads);
    const relation = type.relations.find(({ list }) => matchPathUnder(list.path, path));
    if (relation) this.touchUnder(fillPath(relation.list.path, { id }));
    else {
      this.touchUnder(`${type.path}/${encodeURIComponent(id)}`);
      const lists = type.relations.map(({ list }) => fillPath(list.path, { id }));
      this.#addReads((read) => lists.some((list) => matchPathUnder(list, read)));
      this.#addResource(type, id);
      this.#touchListsByItem(type, write);
      if (below.length === 0) this.#touchMentions(type, id, method);
    }
  }

  /** A write to a resource can also set a relation of it, as `enabled_clients` of a connection. */
  #touchListsByItem({ relations }: CollectionType, { method, sent }: LoggedWrite): void {
    for (const { field, listByItem } of relations)
      if (listByItem && method !== 'DELETE' && (sent === undefined || Object.hasOwn(sent, field)))
        this.#addReads((read) => matchPathUnder(listByItem.list.path, read) !== undefined);
  }

  /**
   * Invalidates items that mention a resource. A delete also removes the resource wherever others refer to it; an update may change the
   * copies that types in `deleteBlockedBy` hold.
   */
  #touchMentions(type: CollectionType, id: string, method: string): void {
    const holders = this.#catalogue.all.filter((other) => type.deleteBlockedBy?.includes(other.type)).map(({ path }) => path);
    if (method !== 'DELETE' && holders.length === 0) return;
    for (const [name, items] of findMentions(type, id, this.#reads)) {
      if (method !== 'DELETE' && !holders.some((path) => isUnder(extractPath(name), path))) continue;
      const owner = this.#catalogue.collections.find(({ list }) => buildListName(list) === name);
      if (owner) for (const item of items) this.#addResource(owner, String(getObjectMember(item, owner.idField)));
      else this.names.add(name);
    }
  }

  #addResource({ list, listOnly }: CollectionType, id: string): void {
    const name = buildListName(list);
    if (listOnly) this.touchUnder(list.path);
    else if (this.#reads.lists.has(name)) this.resources.set(name, (this.resources.get(name) ?? new Set()).add(id));
  }

  #addReads(isTouched: (path: string) => boolean): boolean {
    const names = [...this.#reads.lists.keys(), ...this.#reads.answers.keys()].filter((name) => isTouched(extractPath(name)));
    for (const name of names) this.names.add(name);
    return names.length > 0;
  }
}
