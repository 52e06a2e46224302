import ky, { HTTPError, type KyInstance } from 'ky';
import { isObject, type JsonObject } from '../model/json/json-value.ts';
import { type ActionEnvironment, requireVariable } from './workflow-commands.ts';

/** The calls of GitHub's REST API that comments and issues need. Paths are relative to the repository. Errors are thrown with advice. */
export interface GitHubClient {
  list(path: string, query: Readonly<Record<string, string>>): Promise<readonly GitHubEntry[]>;
  create(path: string, body: object): Promise<void>;
  update(path: string, body: object): Promise<void>;
}

/** The members of a comment or issue that the action uses. */
export interface GitHubEntry {
  /** Identifies a comment. */
  readonly id: number;
  /** Identifies an issue. */
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
  if (!env.INPUT_TOKEN) throw new Error('Input "token" is empty. Omit it to use the job\'s own token.');
  const api = ky.create({
    prefixUrl: `${requireVariable(env, 'GITHUB_API_URL')}/repos/${requireVariable(env, 'GITHUB_REPOSITORY')}`,
    headers: {
      authorization: `Bearer ${env.INPUT_TOKEN}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      'user-agent': 'tenon',
    },
    // POST is not retried: if only the response was lost, a retry would create a second comment.
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
    if (!Array.isArray(entries)) throw new Error(`GET ${path}: GitHub did not return a list.`);
    all.push(...entries.filter(isObject).map(toGitHubEntry));
    if (entries.length < PAGE_SIZE) return all;
  }
}

async function awaitResponse(request: string, response: Promise<Response>): Promise<Response> {
  try {
    return await response;
  } catch (error) {
    if (error instanceof HTTPError)
      throw new Error(`${request}: ${explainRefusal(error.response.status)} ${(await error.response.text()).slice(0, 300)}`);
    throw new Error(`${request}: no response from GitHub: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function explainRefusal(status: number): string {
  switch (status) {
    case 401:
      return 'GitHub rejected the token.';
    case 403:
    case 404:
      return 'The token lacks permission. Grant the job "permissions: pull-requests: write" for comments or "issues: write" for issues. Pull requests from forks can get neither: set "comment: false" for them.';
    default:
      return `GitHub returned HTTP status ${status}.`;
  }
}
