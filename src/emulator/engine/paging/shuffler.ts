import { createHash } from 'node:crypto';
import { isArray, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';

/** Array members that are sets in the API: their order in responses varies (recorded traffic). */
const SET_LIKE = new Set([
  'scope',
  'scopes',
  'callbacks',
  'allowed_origins',
  'web_origins',
  'allowed_logout_urls',
  'grant_types',
  'enabled_clients',
  'shields',
  'secrets',
  'domain_aliases',
]);

/** Reorders lists and set-like arrays with every read. The same seed gives the same sequence of orders. */
export class Shuffler {
  readonly #seed: string;
  /** Number of the current list order. Each first page increments it. */
  round = 0;
  #reads = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  startRound = (): number => ++this.round;
  rank = (round: number, id: string): string => createHash('md5').update(`${this.#seed}:${round}:${id}`).digest('hex');

  orderRows<T extends { readonly id: string }>(rows: readonly T[], round: number): readonly T[] {
    const ranked = rows.map((row) => ({ row, rank: this.rank(round, row.id) }));
    return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ row }) => row);
  }

  shuffleSets(value: JsonValue): JsonValue {
    if (isArray(value)) return value.map((item) => this.shuffleSets(item));
    return typeof value === 'object' && value !== null ? this.#shuffleMembers(value) : value;
  }

  #shuffleMembers(object: JsonObject): JsonObject {
    this.#reads += 1;
    const round = -this.#reads;
    return Object.fromEntries(
      Object.entries(object).map(([name, value]) => [
        name,
        SET_LIKE.has(name) && isArray(value) ? this.#shuffleItems(value, round) : this.shuffleSets(value),
      ]),
    );
  }

  #shuffleItems(items: readonly JsonValue[], round: number): JsonValue {
    const ranked = items.map((item) => ({ item, rank: this.rank(round, JSON.stringify(item)) }));
    return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ item }) => this.shuffleSets(item));
  }
}
