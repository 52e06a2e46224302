import type { ReadApi } from '../../management-api/types.ts';
import type { ListEndpoint } from '../../model/endpoint.ts';
import type { JsonValue } from '../../model/json/json.ts';
import { success } from '../../model/plan/outcome.ts';
import type { Items, Kept } from './stored/kept.ts';

/** What is known of the tenant's answers, and changes as they are read again. */
export interface Reads {
  readonly lists: Map<string, Items>;
  readonly answers: Map<string, JsonValue>;
}

export const readsOf = (kept: Pick<Kept, 'lists' | 'answers'>): Reads => ({
  lists: new Map(kept.lists),
  answers: new Map(kept.answers),
});

/** A read by its path, and what it asks for. */
const nameOf = (path: string, query: Readonly<Record<string, string>> = {}): string => {
  const asked = new URLSearchParams(query);
  asked.sort();
  return asked.size === 0 ? path : `${path}?${asked}`;
};

export const listName = (endpoint: ListEndpoint, path = endpoint.path): string => nameOf(path, endpoint.query);
export const pathIn = (name: string): string => name.split('?')[0] ?? name;

/** The API as it would answer, without asking where the answer is known. What was refused is asked again. */
export const readingApi = (api: ReadApi, { lists, answers }: Reads): ReadApi => ({
  identity: () => api.identity(),
  list: async (endpoint, path) => {
    const name = listName(endpoint, path);
    const known = lists.get(name);
    if (known) return success(known);
    const read = await api.list(endpoint, path);
    if (read.ok) lists.set(name, read.value);
    return read;
  },
  get: async (path, query) => {
    const name = nameOf(path, query);
    const known = answers.get(name);
    if (known !== undefined) return success({ status: 200, body: known });
    const read = await api.get(path, query);
    // The log is what changes all the time.
    if (read.ok && read.value.body !== undefined && !path.startsWith('/logs')) answers.set(name, read.value.body);
    return read;
  },
});
