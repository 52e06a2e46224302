import { createServer, type IncomingMessage } from 'node:http';

/** As much of GitHub's REST API as comments and issues take. Whatever it would not take is refused, and remembered. */
export interface FakeGitHub {
  readonly url: string;
  readonly comments: Comment[];
  readonly issues: Issue[];
  /** `POST issues/7/comments` … */
  readonly writes: string[];
  /** What the real one would not have understood. */
  readonly violations: string[];
  /** The token lacks the permission. */
  forbidden: boolean;
  /** How often the next requests are answered with this status. */
  failing: { status: number; times: number };
  reset(): void;
  close(): Promise<void>;
}

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
  readonly author_association: string;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string;
  state: string;
  readonly labels: readonly { readonly name: string }[];
  readonly user: Comment['user'];
  readonly author_association: string;
}

export const TOKEN = 'ghs_0123456789';
export const PULL_REQUEST = 7;
const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;
const LONGEST = 65_536;

interface GitHubRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

interface GitHubAnswer {
  readonly status: number;
  readonly body: unknown;
}

export async function startGitHub(): Promise<FakeGitHub> {
  const server = createServer((request, response) => {
    answerTo(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }, response.destroy.bind(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  let last = 100;
  const fake: FakeGitHub = {
    url: `http://127.0.0.1:${port}`,
    comments: [],
    issues: [],
    writes: [],
    violations: [],
    forbidden: false,
    failing: { status: 500, times: 0 },
    reset: () => {
      for (const list of [fake.comments, fake.issues, fake.writes, fake.violations]) list.length = 0;
      fake.forbidden = false;
      fake.failing = { status: 500, times: 0 };
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };

  async function answerTo(message: IncomingMessage): Promise<GitHubAnswer> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const { pathname, searchParams } = new URL(message.url ?? '', fake.url);
    const refused = findRefusal(message);
    if (refused) return refused;
    const body = text === '' ? {} : JSON.parse(text);
    const path = pathname.replace('/repos/acme/tenant/', '');
    const request = { method: message.method ?? '', path, query: searchParams, body };
    const route = ROUTES.find(([pattern]) => new RegExp(`^${pattern}$`).test(`${request.method} ${path}`));
    const wrong = route ? findBodyFault(body, route[1]) : `${request.method} ${pathname} is not there`;
    if (!route || wrong) {
      fake.violations.push(wrong ?? '');
      return { status: route ? 422 : 404, body: { message: wrong } };
    }
    if (request.method !== 'GET') fake.writes.push(`${request.method} ${path}`);
    return route[2](request);
  }

  function findRefusal({ headers, method }: IncomingMessage): GitHubAnswer | undefined {
    if (headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, body: { message: 'Bad credentials' } };
    if (!headers['user-agent']) return { status: 403, body: { message: 'Request forbidden by administrative rules.' } };
    if (fake.forbidden && method !== 'GET') return { status: 403, body: { message: 'Resource not accessible by integration' } };
    if (fake.failing.times === 0) return undefined;
    fake.failing.times -= 1;
    return { status: fake.failing.status, body: { message: 'Server Error' } };
  }

  const answerPage = (all: readonly unknown[], { query }: GitHubRequest): GitHubAnswer => {
    const [size, number] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)];
    if (size > 100) fake.violations.push(`per_page=${size}`);
    return { status: 200, body: all.slice((number - 1) * size, number * size) };
  };
  const made = { user: BOT, author_association: 'NONE' };
  const ROUTES: readonly (readonly [string, Fields, (request: GitHubRequest) => GitHubAnswer])[] = [
    [`GET issues/${PULL_REQUEST}/comments`, {}, (request) => answerPage(fake.comments, request)],
    [
      `POST issues/${PULL_REQUEST}/comments`,
      { body: 'string' },
      ({ body }) => {
        const comment = { id: ++last, body: String(body.body), ...made };
        fake.comments.push(comment);
        return { status: 201, body: comment };
      },
    ],
    ['PATCH issues/comments/\\d+', { body: 'string' }, (request) => updateById(fake.comments, ({ id }) => id, request)],
    [
      'GET issues',
      {},
      (request) => {
        const [state, label] = [request.query.get('state') ?? 'open', request.query.get('labels')];
        const hasLabel = ({ labels }: Issue): boolean => label === null || labels.some(({ name }) => name === label);
        return answerPage(
          fake.issues.filter((issue) => issue.state === state && hasLabel(issue)),
          request,
        );
      },
    ],
    [
      'POST issues',
      { title: 'string', body: 'string', labels: 'object' },
      ({ body: { title, body, labels } }) => {
        const names = Array.isArray(labels) ? labels.map((name) => ({ name: String(name) })) : [];
        const issue = {
          id: ++last,
          number: ++last,
          title: String(title),
          body: String(body),
          state: 'open',
          labels: names,
          ...made,
        };
        fake.issues.push(issue);
        return { status: 201, body: issue };
      },
    ],
    [
      'PATCH issues/\\d+',
      { title: 'string?', body: 'string?', state: 'string?', state_reason: 'string?' },
      (request) => updateById(fake.issues, ({ number }) => number, request),
    ],
  ];
  return fake;
}

type Fields = Readonly<Record<string, string>>;

function findBodyFault(body: Readonly<Record<string, unknown>>, fields: Fields): string | undefined {
  const unknown = Object.keys(body).find((name) => !fields[name]);
  const lacking = Object.keys(fields).find((name) => !fields[name]?.endsWith('?') && body[name] === undefined);
  const wrong = Object.entries(body).find(([name, value]) => fields[name]?.replace('?', '') !== typeof value);
  if (unknown ?? lacking ?? wrong) return `body: ${unknown ?? lacking ?? wrong?.[0]}`;
  return typeof body.body === 'string' && body.body.length > LONGEST
    ? 'body is too long (maximum is 65536 characters)'
    : undefined;
}

function updateById<T extends object>(all: readonly T[], idOf: (one: T) => number, { path, body }: GitHubRequest): GitHubAnswer {
  const one = all.find((candidate) => idOf(candidate) === Number(path.split('/').at(-1)));
  return one ? { status: 200, body: Object.assign(one, body) } : { status: 404, body: { message: 'Not Found' } };
}
