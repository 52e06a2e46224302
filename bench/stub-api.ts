import type { ManagementApi } from '../src/management-api/management-api.ts';
import type { ListEndpoint } from '../src/model/endpoint.ts';
import { isObject, type JsonObject } from '../src/model/json/json-value.ts';
import { succeed } from '../src/model/plan/outcome.ts';

/** A tenant in memory that takes every write at once and answers lists of what it was given: the time of an apply is then the applier's own. */
export function createStubApi(lists: Readonly<Record<string, readonly JsonObject[]>>): ManagementApi {
  const spent = { reads: 0, writes: 0, retries: 0 };
  let ids = 0;
  return {
    identity: async () => succeed({ tenant: 'acme.eu.auth0.com' }),
    get: async () => {
      spent.reads += 1;
      return succeed({ status: 200, body: {} });
    },
    list: async (endpoint: ListEndpoint, path = endpoint.path) => {
      const items = lists[path] ?? [];
      spent.reads += Math.max(1, Math.ceil(items.length / endpoint.pageSize));
      return succeed(items);
    },
    send: async ({ method, body }) => {
      spent.writes += 1;
      ids += 1;
      const made = method === 'POST' && isObject(body) ? { ...body, id: `made-${ids}`, client_id: `made-${ids}` } : undefined;
      return succeed({ status: 200, ...(made ? { body: made } : {}) });
    },
    spent: () => ({ ...spent }),
    close: async () => undefined,
  };
}
