import { isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import type { Answer, ProxiedRequest, SendToServer } from '../support/fault-proxy.ts';

/** Answers a request; `isStruck`: it is the write behind which reads lag. */
type LaggingAnswer = (seen: ProxiedRequest, ask: SendToServer, isStruck: boolean) => Promise<Answer>;

/**
 * Reads that show for some time what they showed before one write. What was read earlier in the run is read once more right before the write and
 * repeated after it. What nobody has read yet is asked for, and what the write has made is taken out of it.
 */
export function startLag(ms: number): LaggingAnswer {
  const reads = new Map<string, ProxiedRequest>();
  const before = new Map<string, Answer>();
  const made = new Set<string>();
  let until: number | undefined;
  return async (seen, ask, isStruck) => {
    if (isStruck) {
      await rememberAll(new Map([...reads, [getPath(seen), toReadRequest(seen)]]), ask, before, seen);
      const answer = await ask(seen);
      until = Date.now() + ms;
      if (seen.method === 'POST') for (const id of collectIds(answer)) made.add(id);
      return answer;
    }
    if (seen.method !== 'GET') return ask(seen);
    if (until === undefined) reads.set(seen.path, seen);
    if (until === undefined || Date.now() >= until) return ask(seen);
    return before.get(seen.path) ?? hideCreated(seen, await ask(seen), made);
  };
}

const getPath = ({ path }: ProxiedRequest): string => path.split('?')[0] ?? path;
const toReadRequest = (seen: ProxiedRequest): ProxiedRequest => {
  const { 'content-length': _, 'content-type': __, ...headers } = seen.headers;
  return { method: 'GET', path: getPath(seen), headers, body: '' };
};

/** With the token of the write: the one of an earlier read may have ended. */
async function rememberAll(
  reads: ReadonlyMap<string, ProxiedRequest>,
  ask: SendToServer,
  into: Map<string, Answer>,
  by: ProxiedRequest,
): Promise<void> {
  const { authorization } = by.headers;
  const all = [...reads].filter(([path]) => path.startsWith('/api/v2/'));
  await Promise.all(
    all.map(async ([path, read]) => into.set(path, await ask({ ...read, headers: { ...read.headers, authorization } }))),
  );
}

const parseBody = ({ bytes }: Answer): JsonValue => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
};

/** The members by which the API names what it has made. */
const collectIds = (answer: Answer): readonly string[] => {
  const body = parseBody(answer);
  const ids = isObject(body) ? [body.id, body.client_id, body.custom_domain_id, body.theme_id ?? body.themeId] : [];
  return ids.filter((id) => typeof id === 'string');
};

function hideCreated({ path }: ProxiedRequest, answer: Answer, made: ReadonlySet<string>): Answer {
  if ([...made].some((id) => path.includes(encodeURIComponent(id)))) return notFound;
  const bytes = Buffer.from(JSON.stringify(removeCreated(parseBody(answer), made)));
  const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers;
  return answer.status === 200 ? { ...answer, headers: { ...headers, 'content-length': String(bytes.length) }, bytes } : answer;
}

const notFound: Answer = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  bytes: Buffer.from('{"statusCode":404,"error":"Not Found","message":"Not Found"}'),
};

function removeCreated(value: JsonValue, made: ReadonlySet<string>): JsonValue {
  if (isArray(value)) return value.filter((item) => !isCreated(item, made)).map((item) => removeCreated(item, made));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, removeCreated(item, made)]));
}

const isCreated = (item: JsonValue, made: ReadonlySet<string>): boolean =>
  isObject(item) && Object.values(item).some((value) => typeof value === 'string' && made.has(value));
