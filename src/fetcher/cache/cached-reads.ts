import type { ReadApi } from '../../management-api/management-api.ts';
import type { ListEndpoint } from '../../model/endpoint.ts';
import type { JsonValue } from '../../model/json/json-value.ts';
import { succeed } from '../../model/plan/outcome.ts';
import { isRuntimePath } from './changes/log-event-paths.ts';
import type { CacheContent, CachedItems } from './stored/cache-content.ts';

/** The cached answers of the tenant, by read name. Mutable: invalid reads are removed and new ones added. */
export interface CachedReads {
  readonly lists: Map<string, CachedItems>;
  readonly answers: Map<string, JsonValue>;
}

export const copyReads = (content: Pick<CacheContent, 'lists' | 'answers'>): CachedReads => ({
  lists: new Map(content.lists),
  answers: new Map(content.answers),
});

/** Names a read by its path and its query with sorted parameters. */
const buildReadName = (path: string, query: Readonly<Record<string, string>> = {}): string => {
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return parameters.size === 0 ? path : `${path}?${parameters}`;
};

export const buildListName = (endpoint: ListEndpoint, path = endpoint.path): string => buildReadName(path, endpoint.query);
export const extractPath = (name: string): string => name.split('?')[0] ?? name;

/**
 * Wraps an API so that known reads are answered from the cache and new ones are added to it. Failures are not cached, nor what concerns
 * users: the log does not record every change of them, and the cache should not hold personal data.
 */
export const createCachedApi = (api: ReadApi, { lists, answers }: CachedReads): ReadApi => ({
  identity: () => api.identity(),
  list: async (endpoint, path) => {
    if (isRuntimePath(path ?? endpoint.path)) return api.list(endpoint, path);
    const name = buildListName(endpoint, path);
    const known = lists.get(name);
    if (known) return succeed(known);
    const read = await api.list(endpoint, path);
    if (read.ok) lists.set(name, read.value);
    return read;
  },
  get: async (path, query) => {
    if (isRuntimePath(path)) return api.get(path, query);
    const name = buildReadName(path, query);
    const known = answers.get(name);
    if (known !== undefined) return succeed({ status: 200, body: known });
    const read = await api.get(path, query);
    // The log changes constantly, so it is never cached.
    if (read.ok && read.value.body !== undefined && !path.startsWith('/logs')) answers.set(name, read.value.body);
    return read;
  },
});
