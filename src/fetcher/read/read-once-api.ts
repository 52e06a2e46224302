import type { ReadApi } from '../../management-api/management-api.ts';

/** Reads each place once, however many resources stand in what it answers: pages are parts of the tenant's settings. */
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
