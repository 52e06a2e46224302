import ky, { HTTPError, type KyInstance } from 'ky';
import { isObject, type JsonObject } from '../model/json/json.ts';
import { type Environment, needed } from './commands.ts';

/** The few calls of GitHub's REST API that a comment and an issue take, with the job's token. */
export interface GitHub {
  list(path: string, query: Readonly<Record<string, string>>): Promise<readonly Entry[]>;
  create(path: string, body: object): Promise<void>;
  update(path: string, body: object): Promise<void>;
}

/** A comment or an issue, as far as the action looks at it. */
export interface Entry {
  /** Of a comment. */
  readonly id: number;
  /** Of an issue. */
  readonly number: number;
  readonly body: string;
  readonly byBot: boolean;
  readonly association: string;
}

function entryOf(answer: JsonObject): Entry {
  const { id, number, body, user, author_association } = answer;
  return {
    id: Number(id),
    number: Number(number),
    body: typeof body === 'string' ? body : '',
    byBot: isObject(user) && user.type === 'Bot',
    association: String(author_association),
  };
}

const PAGE = 100;

export function gitHub(env: Environment): GitHub {
  if (!env.INPUT_TOKEN) throw new Error('token: there is none. Leave the input out, and the job’s own token is taken.');
  const api = ky.create({
    prefixUrl: `${needed(env, 'GITHUB_API_URL')}/repos/${needed(env, 'GITHUB_REPOSITORY')}`,
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
    list: (path, query) => allPages(api, path, query),
    create: async (path, json) => void (await attempt(`POST ${path}`, api.post(path, { json }))),
    update: async (path, json) => void (await attempt(`PATCH ${path}`, api.patch(path, { json }))),
  };
}

async function allPages(api: KyInstance, path: string, query: Readonly<Record<string, string>>): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for (let page = 1; ; page++) {
    const searchParams = { ...query, per_page: PAGE, page };
    const response = await attempt(`GET ${path}`, api.get(path, { searchParams }));
    const entries = await response.json();
    if (!Array.isArray(entries)) throw new Error(`GET ${path}: GitHub answers no list.`);
    all.push(...entries.filter(isObject).map(entryOf));
    if (entries.length < PAGE) return all;
  }
}

async function attempt(what: string, answer: Promise<Response>): Promise<Response> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof HTTPError)
      throw new Error(`${what}: ${refusal(error.response.status)} ${(await error.response.text()).slice(0, 300)}`);
    throw new Error(`${what}: GitHub did not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refusal(status: number): string {
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
