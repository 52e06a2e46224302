import { createLazyTransport } from '../../src/management-api/transport/lazy-transport.ts';
import type { Transport } from '../../src/management-api/transport/wire-messages.ts';
import { isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';

const send = createLazyTransport();

/** Lists whose order the API does not keep. */
const SETS = new Set([
  'callbacks',
  'web_origins',
  'allowed_logout_urls',
  'grant_types',
  'scope',
  'scopes',
  'domain_aliases',
  'allowed_clients',
]);

/** Rows that stand in an order of somebody's choice. */
const ORDERED = new Set(['bindings']);

/** The rows of a page in another order. */
function shuffleRows(body: JsonValue, shuffleItems: (rows: readonly JsonValue[]) => readonly JsonValue[]): JsonValue {
  if (!isObject(body) || typeof body.id === 'string') return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, isArray(value) && !ORDERED.has(name) ? shuffleItems(value) : value]),
  );
}

/** The real way over HTTP, on which rows of lists, members of objects and sets come in another order with every answer. */
export function createShuffledTransport(seed: number): Transport {
  let state = seed || 1;
  const drawRandom = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const shuffleItems = <T>(items: readonly T[]): readonly T[] =>
    items
      .map((item) => ({ item, rank: drawRandom() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  const shuffleMembers = (value: JsonValue, isSet = false): JsonValue => {
    if (isArray(value)) return (isSet ? shuffleItems(value) : value).map((item) => shuffleMembers(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      shuffleItems(Object.entries(value)).map(([name, item]) => [name, shuffleMembers(item, SETS.has(name))]),
    );
  };
  return async (request) => {
    const outcome = await send(request);
    if (outcome.kind !== 'answer' || request.method !== 'GET' || outcome.text === '') return outcome;
    return { ...outcome, text: JSON.stringify(shuffleMembers(shuffleRows(JSON.parse(outcome.text), shuffleItems))) };
  };
}
