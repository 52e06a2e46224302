import type { JsonObject } from '../../model/json/json-value.ts';

export interface Link {
  readonly left: string;
  readonly right: string;
  readonly order: number;
  readonly data: JsonObject;
}

const NONE: ReadonlyMap<string, Link> = new Map();

/** A relation between two kinds, found from either side: role → permission, connection → client, organization → member. */
export class Links {
  readonly #byLeft = new Map<string, Map<string, Link>>();
  readonly #byRight = new Map<string, Map<string, Link>>();
  readonly #changed: (left: string, right: string, data?: JsonObject) => void;
  #last = 0;

  constructor(changed: (left: string, right: string, data?: JsonObject) => void = () => undefined) {
    this.#changed = changed;
  }

  /** As it is now; goes its own way from here. */
  copy(): Links {
    const copy = new Links();
    copy.#last = this.#last;
    for (const [left, links] of this.#byLeft) copy.#byLeft.set(left, new Map(links));
    for (const [right, links] of this.#byRight) copy.#byRight.set(right, new Map(links));
    return copy;
  }

  get = (left: string, right: string): Link | undefined => this.#byLeft.get(left)?.get(right);
  has = (left: string, right: string): boolean => this.get(left, right) !== undefined;
  of = (left: string): readonly Link[] => [...(this.#byLeft.get(left) ?? NONE).values()];
  to = (right: string): readonly Link[] => [...(this.#byRight.get(right) ?? NONE).values()];
  countOf = (left: string): number => this.#byLeft.get(left)?.size ?? 0;
  countTo = (right: string): number => this.#byRight.get(right)?.size ?? 0;

  *all(): IterableIterator<Link> {
    for (const links of this.#byLeft.values()) yield* links.values();
  }

  put(left: string, right: string, data: JsonObject = {}): void {
    this.#last += 1;
    const link = { left, right, order: this.get(left, right)?.order ?? this.#last, data };
    side(this.#byLeft, left).set(right, link);
    side(this.#byRight, right).set(left, link);
    this.#changed(left, right, data);
  }

  remove(left: string, right: string): boolean {
    if (drop(this.#byRight, right, left)) this.#changed(left, right);
    return drop(this.#byLeft, left, right);
  }

  removeOf(left: string): void {
    for (const link of this.of(left)) this.remove(left, link.right);
  }

  removeTo(right: string): void {
    for (const link of this.to(right)) this.remove(link.left, right);
  }
}

function side(map: Map<string, Map<string, Link>>, key: string): Map<string, Link> {
  const links = map.get(key) ?? new Map<string, Link>();
  map.set(key, links);
  return links;
}

function drop(map: Map<string, Map<string, Link>>, key: string, other: string): boolean {
  const links = map.get(key);
  const had = links?.delete(other) ?? false;
  if (links?.size === 0) map.delete(key);
  return had;
}
