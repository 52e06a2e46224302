import type { JsonObject } from '../../model/json/json-value.ts';

export interface Link {
  readonly left: string;
  readonly right: string;
  readonly order: number;
  readonly data: JsonObject;
}

const NO_LINKS: ReadonlyMap<string, Link> = new Map();

/** A many-to-many relation, searchable from both sides: role → permission, connection → client, organization → member. */
export class LinkStore {
  readonly #byLeft = new Map<string, Map<string, Link>>();
  readonly #byRight = new Map<string, Map<string, Link>>();
  readonly #notifyChange: (left: string, right: string, data?: JsonObject) => void;
  #last = 0;

  constructor(notifyChange: (left: string, right: string, data?: JsonObject) => void = () => undefined) {
    this.#notifyChange = notifyChange;
  }

  /** Returns an independent copy. */
  copy(): LinkStore {
    const copy = new LinkStore();
    copy.#last = this.#last;
    for (const [left, links] of this.#byLeft) copy.#byLeft.set(left, new Map(links));
    for (const [right, links] of this.#byRight) copy.#byRight.set(right, new Map(links));
    return copy;
  }

  get = (left: string, right: string): Link | undefined => this.#byLeft.get(left)?.get(right);
  has = (left: string, right: string): boolean => this.get(left, right) !== undefined;
  listFrom = (left: string): readonly Link[] => [...(this.#byLeft.get(left) ?? NO_LINKS).values()];
  listTo = (right: string): readonly Link[] => [...(this.#byRight.get(right) ?? NO_LINKS).values()];
  countFrom = (left: string): number => this.#byLeft.get(left)?.size ?? 0;
  countTo = (right: string): number => this.#byRight.get(right)?.size ?? 0;

  *listAll(): IterableIterator<Link> {
    for (const links of this.#byLeft.values()) yield* links.values();
  }

  put(left: string, right: string, data: JsonObject = {}): void {
    this.#last += 1;
    const link = { left, right, order: this.get(left, right)?.order ?? this.#last, data };
    getOrCreateSide(this.#byLeft, left).set(right, link);
    getOrCreateSide(this.#byRight, right).set(left, link);
    this.#notifyChange(left, right, data);
  }

  remove(left: string, right: string): boolean {
    if (dropLink(this.#byRight, right, left)) this.#notifyChange(left, right);
    return dropLink(this.#byLeft, left, right);
  }

  removeFrom(left: string): void {
    for (const link of this.listFrom(left)) this.remove(left, link.right);
  }

  removeTo(right: string): void {
    for (const link of this.listTo(right)) this.remove(link.left, right);
  }
}

function getOrCreateSide(map: Map<string, Map<string, Link>>, key: string): Map<string, Link> {
  const links = map.get(key) ?? new Map<string, Link>();
  map.set(key, links);
  return links;
}

function dropLink(map: Map<string, Map<string, Link>>, key: string, other: string): boolean {
  const links = map.get(key);
  const had = links?.delete(other) ?? false;
  if (links?.size === 0) map.delete(key);
  return had;
}
