import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { getObjectMember, isObject, type JsonValue } from '../src/model/json/json-value.ts';

export interface Emulating {
  readonly what: string;
  readonly measured: number;
  /** As the emulator's guide promises. */
  readonly atMost: number;
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const STARTS = 11;
const READS = 500;
/** What a large tenant may hold: 50,000 in all. */
const SIZE = { '/clients': 20_000, '/organizations': 20_000, '/roles': 10_000 };
const AT_ONCE = 16;

interface Running {
  readonly process: ChildProcessByStdio<null, Readable, null>;
  readonly startedIn: number;
  readonly call: (method: string, path: string, body?: object) => Promise<string>;
}

/** The built command as a process of its own, as everybody starts it. */
async function start(): Promise<Running> {
  const from = performance.now();
  const child = spawn(process.execPath, [MAIN, 'emulate', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line]: readonly unknown[] = await once(createInterface({ input: child.stdout }), 'line');
  const startedIn = performance.now() - from;
  const said: JsonValue = JSON.parse(String(line));
  const url = textIn(said, 'url');
  const grant = {
    grant_type: 'client_credentials',
    client_id: textIn(said, 'clientId'),
    client_secret: textIn(said, 'clientSecret'),
    audience: `https://${textIn(said, 'domain')}/api/v2/`,
  };
  const token: JsonValue = JSON.parse(await sent(`${url}/oauth/token`, 'POST', {}, grant));
  const authorization = `Bearer ${textIn(token, 'access_token')}`;
  return {
    process: child,
    startedIn,
    call: (method, path, body) => sent(`${url}/api/v2${path}`, method, { authorization }, body),
  };
}

const textIn = (value: JsonValue, name: string): string => (isObject(value) ? String(getObjectMember(value, name)) : '');

async function sent(url: string, method: string, headers: Record<string, string>, body?: object): Promise<string> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(url, { method, headers: { 'content-type': 'application/json', ...headers }, ...json });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return text;
}

async function stop({ process: child }: Running): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

async function startTimes(): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < STARTS; n += 1) {
    const running = await start();
    times.push(running.startedIn);
    await stop(running);
  }
  return medianOf(times);
}

async function fill({ call }: Running, path: string, count: number, first = 0): Promise<void> {
  let next = first;
  const worker = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await call('POST', path, { name: `resource-${next}`, ...(path === '/roles' ? { description: 'for measuring' } : {}) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function readTime(running: Running): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < READS; n += 1) {
    const from = performance.now();
    await running.call('GET', '/clients?per_page=100&include_totals=true');
    times.push(performance.now() - from);
  }
  return medianOf(times);
}

const megabytesOf = ({ process: { pid } }: Running): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

/** What the emulator takes to start, to answer and to hold. */
export async function measureEmulating(): Promise<readonly Emulating[]> {
  const starting = await startTimes();
  const running = await start();
  await fill(running, '/clients', 100);
  const reading = await readTime(running);
  for (const [path, count] of Object.entries(SIZE)) await fill(running, path, count, path === '/clients' ? 100 : 0);
  const memory = megabytesOf(running);
  const readingMuch = await readTime(running);
  await stop(running);
  return [
    { what: 'start to the printed line, ms', measured: starting, atMost: 300 },
    { what: 'a read of 100 clients, ms', measured: reading, atMost: 5 },
    { what: 'the same among 50,000 resources, ms', measured: readingMuch, atMost: 5 },
    { what: 'memory with 50,000 resources, MB', measured: memory, atMost: 1_000 },
  ];
}
