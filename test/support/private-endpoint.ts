import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { type FaultProxy, type ProxiedRequest, startFaultProxy } from './fault-proxy.ts';
import type { Answer } from './faulty-answers.ts';

/** The emulated tenant with one more collection at a path that the emulator does not know. */
export interface PrivateEndpoint {
  readonly url: string;
  /** What the collection holds, with ids. */
  readonly items: ReadonlyMap<string, JsonObject>;
  /** Its writes, as `POST /private/badges`, in order. */
  readonly writes: readonly string[];
  close(): Promise<void>;
}

export async function startPrivateEndpoint(emulatorUrl: string, path: string): Promise<PrivateEndpoint> {
  const items = new Map<string, JsonObject>();
  const writes: string[] = [];
  const proxy: FaultProxy = await startFaultProxy(emulatorUrl);
  const prefix = `/api/v2${path}`;
  proxy.answer = async (seen, ask) => {
    if (!seen.path.startsWith(prefix)) return ask(seen);
    if (seen.method !== 'GET') writes.push(`${seen.method} ${seen.path.slice('/api/v2'.length)}`);
    return answerCollection(items, seen, decodeURIComponent(seen.path.slice(prefix.length + 1)));
  };
  return { url: proxy.url, items, writes, close: () => proxy.close() };
}

function answerCollection(items: Map<string, JsonObject>, { method, body }: ProxiedRequest, id: string): Answer {
  const known = items.get(id);
  if (id !== '' && !known) return answerJson(404, { statusCode: 404, error: 'Not Found', message: 'No such item' });
  if (method === 'GET') return answerJson(200, known ?? [...items.values()]);
  if (method === 'DELETE') {
    items.delete(id);
    return answerJson(204, undefined);
  }
  const sent: unknown = JSON.parse(body);
  const item = { ...known, ...(isObject(sent) ? sent : {}), id: id === '' ? `item_${items.size + 1}` : id };
  items.set(item.id, item);
  return answerJson(method === 'POST' ? 201 : 200, item);
}

const answerJson = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  bytes: Buffer.from(value === undefined ? '' : JSON.stringify(value)),
});
