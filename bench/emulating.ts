import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { getObjectMember, isObject, type JsonValue } from '../src/model/json/json-value.ts';

export interface EmulatorMeasurement {
  readonly what: string;
  readonly measured: number;
  /** As the emulator's guide promises. */
  readonly atMost: number;
}

const computeMedian = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const STARTS = 11;
const READS = 500;
/** What a large tenant may hold: 50,000 in all. */
const SIZE = { '/clients': 20_000, '/organizations': 20_000, '/roles': 10_000 };
const AT_ONCE = 16;

interface RunningProcess {
  readonly process: ChildProcessByStdio<null, Readable, null>;
  readonly startedIn: number;
  readonly call: (method: string, path: string, body?: object) => Promise<string>;
}

/** The built command as a process of its own, as everybody starts it. */
async function startProcess(): Promise<RunningProcess> {
  const from = performance.now();
  const child = spawn(process.execPath, [MAIN, 'emulate', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line]: readonly unknown[] = await once(createInterface({ input: child.stdout }), 'line');
  const startedIn = performance.now() - from;
  const started: JsonValue = JSON.parse(String(line));
  const url = readText(started, 'url');
  const grant = {
    grant_type: 'client_credentials',
    client_id: readText(started, 'clientId'),
    client_secret: readText(started, 'clientSecret'),
    audience: `https://${readText(started, 'domain')}/api/v2/`,
  };
  const token: JsonValue = JSON.parse(await sendRequest(`${url}/oauth/token`, 'POST', {}, grant));
  const authorization = `Bearer ${readText(token, 'access_token')}`;
  return {
    process: child,
    startedIn,
    call: (method, path, body) => sendRequest(`${url}/api/v2${path}`, method, { authorization }, body),
  };
}

const readText = (value: JsonValue, name: string): string => (isObject(value) ? String(getObjectMember(value, name)) : '');

async function sendRequest(url: string, method: string, headers: Record<string, string>, body?: object): Promise<string> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(url, { method, headers: { 'content-type': 'application/json', ...headers }, ...json });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return text;
}

async function stopProcess({ process: child }: RunningProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

async function measureStartTime(): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < STARTS; n += 1) {
    const running = await startProcess();
    times.push(running.startedIn);
    await stopProcess(running);
  }
  return computeMedian(times);
}

async function fillResources({ call }: RunningProcess, path: string, count: number, first = 0): Promise<void> {
  let next = first;
  const runWorker = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await call('POST', path, { name: `resource-${next}`, ...(path === '/roles' ? { description: 'for measuring' } : {}) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runWorker));
}

async function measureReadTime(running: RunningProcess): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < READS; n += 1) {
    const from = performance.now();
    await running.call('GET', '/clients?per_page=100&include_totals=true');
    times.push(performance.now() - from);
  }
  return computeMedian(times);
}

const readMegabytes = ({ process: { pid } }: RunningProcess): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

/** What the emulator takes to start, to answer and to hold. */
export async function measureEmulating(): Promise<readonly EmulatorMeasurement[]> {
  const starting = await measureStartTime();
  const running = await startProcess();
  await fillResources(running, '/clients', 100);
  const reading = await measureReadTime(running);
  for (const [path, count] of Object.entries(SIZE)) await fillResources(running, path, count, path === '/clients' ? 100 : 0);
  const memory = readMegabytes(running);
  const readingMuch = await measureReadTime(running);
  await stopProcess(running);
  return [
    { what: 'start to the printed line, ms', measured: starting, atMost: 300 },
    { what: 'a read of 100 clients, ms', measured: reading, atMost: 5 },
    { what: 'the same among 50,000 resources, ms', measured: readingMuch, atMost: 5 },
    { what: 'memory with 50,000 resources, MB', measured: memory, atMost: 1_000 },
  ];
}
