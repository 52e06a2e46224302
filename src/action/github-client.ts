import ky, { HTTPError, type KyInstance } from 'ky';
import { isObject, type JsonObject } from '../model/json/json-value.ts';
import { type ActionEnvironment, requireVariable } from './workflow-commands.ts';

/** The few calls of GitHub's REST API that a comment and an issue take, with the job's token. */
export interface GitHubClient {
  list(path: string, query: Readonly<Record<string, string>>): Promise<readonly GitHubEntry[]>;
  create(path: string, body: object): Promise<void>;
  update(path: string, body: object): Promise<void>;
}

/** A comment or an issue, as far as the action looks at it. */
export interface GitHubEntry {
  /** Of a comment. */
  readonly id: number;
  /** Of an issue. */
  readonly number: number;
  readonly body: string;
  readonly byBot: boolean;
  readonly association: string;
}

function toGitHubEntry(answer: JsonObject): GitHubEntry {
  const { id, number, body, user, author_association } = answer;
  return {
    id: Number(id),
    number: Number(number),
    body: typeof body === 'string' ? body : '',
    byBot: isObject(user) && user.type === 'Bot',
    association: String(author_association),
  };
}

const PAGE_SIZE = 100;

export function createGitHubClient(env: ActionEnvironment): GitHubClient {
  if (!env.INPUT_TOKEN) throw new Error('token: there is none. Leave the input out, and the job’s own token is taken.');
  const api = ky.create({
    prefixUrl: `${requireVariable(env, 'GITHUB_API_URL')}/repos/${requireVariable(env, 'GITHUB_REPOSITORY')}`,
    headers: {
      authorization: `Bearer ${env.INPUT_TOKEN}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      'user-agent': 'tenon',
    },
    // A comment that was made although its answer was lost would be there twice: only what may be repeated is.
    retry: { limit: 3, methods: ['get', 'patch'] },
    timeout: 30_000,
  });
  return {
    list: (path, query) => fetchAllPages(api, path, query),
    create: async (path, json) => void (await awaitResponse(`POST ${path}`, api.post(path, { json }))),
    update: async (path, json) => void (await awaitResponse(`PATCH ${path}`, api.patch(path, { json }))),
  };
}

async function fetchAllPages(
  api: KyInstance,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<readonly GitHubEntry[]> {
  const all: GitHubEntry[] = [];
  for (let page = 1; ; page++) {
    const searchParams = { ...query, per_page: PAGE_SIZE, page };
    const response = await awaitResponse(`GET ${path}`, api.get(path, { searchParams }));
    const entries = await response.json();
    if (!Array.isArray(entries)) throw new Error(`GET ${path}: GitHub answers no list.`);
    all.push(...entries.filter(isObject).map(toGitHubEntry));
    if (entries.length < PAGE_SIZE) return all;
  }
}

async function awaitResponse(what: string, response: Promise<Response>): Promise<Response> {
  try {
    return await response;
  } catch (error) {
    if (error instanceof HTTPError)
      throw new Error(`${what}: ${explainRefusal(error.response.status)} ${(await error.response.text()).slice(0, 300)}`);
    throw new Error(`${what}: GitHub did not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function explainRefusal(status: number): string {
  switch (status) {
    case 401:
      return 'GitHub does not know the token.';
    case 403:
    case 404:
      return 'The token may not do this. Give the job "permissions: pull-requests: write" for a comment, "issues: write" for an issue; where a pull request comes from a fork neither can be had: set comment to false.';
    default:
      return `GitHub answers ${status}.`;
  }
}
