import type { ReadApi } from '../../management-api/management-api.ts';

/** Wraps an API so that each GET is sent once. Several resources can be parts of one answer: pages are part of the tenant settings. */
export function createReadOnceApi(api: ReadApi): ReadApi {
  const answers = new Map<string, ReturnType<ReadApi['get']>>();
  return {
    identity: () => api.identity(),
    list: (endpoint, path) => api.list(endpoint, path),
    get(path, query) {
      const place = JSON.stringify([path, query]);
      const answer = answers.get(place) ?? api.get(path, query);
      answers.set(place, answer);
      return answer;
    },
  };
}
