import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';

/** Drives a headless Chromium over its DevTools protocol, by a pipe: no package and no port. */
export interface Browser {
  readonly open: (url: string) => Promise<Page>;
  readonly close: () => Promise<void>;
}

export interface Page {
  /** The value of an expression in the page, as JSON. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly send: (method: string, params?: object) => Promise<Message>;
  /** What the page said or asked for: console messages, violations of its policy, requests. */
  readonly events: readonly Message[];
}

export interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--remote-debugging-pipe',
];

export async function launch(path = '/usr/bin/chromium'): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'tenon-browser-'));
  const child = spawn(path, [...FLAGS, `--user-data-dir=${profile}`], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const connection = connect(child);
  return {
    open: (url) => openPage(connection, url),
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await connection.send('Browser.close', {});
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Connection {
  readonly send: (method: string, params: object, sessionId?: string) => Promise<Message>;
  readonly on: (listener: (message: Message) => void) => void;
}

function connect(child: ChildProcess): Connection {
  const [input, output] = [child.stdio[3], child.stdio[4]];
  if (!(input instanceof Writable) || !(output instanceof Readable)) throw new Error('no pipe to the browser');
  const waiting = new Map<number, { readonly resolve: (message: Message) => void; readonly reject: (error: Error) => void }>();
  const listeners: ((message: Message) => void)[] = [];
  let last = 0;
  let rest = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (rest + chunk).split('\0');
    rest = texts.pop() ?? '';
    for (const text of texts) receive(JSON.parse(text));
  });
  child.once('error', (error) => {
    for (const { reject } of waiting.values()) reject(error);
  });
  function receive(message: Message): void {
    const call = message.id === undefined ? undefined : waiting.get(message.id);
    if (message.error) call?.reject(new Error(message.error.message));
    else if (call) call.resolve(message);
    else for (const listener of listeners) listener(message);
  }
  return {
    on: (listener) => listeners.push(listener),
    send: (method, params, sessionId) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        input.write(`${JSON.stringify({ id: last, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
      }),
  };
}

async function openPage(connection: Connection, url: string): Promise<Page> {
  const target = await connection.send('Target.createTarget', { url: 'about:blank' });
  const attached = await connection.send('Target.attachToTarget', { targetId: target.result?.targetId, flatten: true });
  const sessionId = String(attached.result?.sessionId);
  const events: Message[] = [];
  const send = (method: string, params: object = {}): Promise<Message> => connection.send(method, params, sessionId);
  const loaded = new Promise<void>((resolve) => {
    connection.on((message) => {
      if (message.sessionId !== sessionId) return;
      events.push(message);
      if (message.method === 'Page.loadEventFired') resolve();
    });
  });
  for (const domain of ['Page', 'Runtime', 'Network', 'Log', 'Audits']) await send(`${domain}.enable`);
  await send('Page.navigate', { url });
  await loaded;
  return { send, events, evaluate: (expression) => evaluate(send, expression) };
}

async function evaluate(send: Page['send'], expression: string): Promise<unknown> {
  const { result } = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
  if (result?.exceptionDetails) throw new Error(JSON.stringify(result.exceptionDetails));
  const value = result?.result;
  return typeof value === 'object' && value !== null && 'value' in value ? value.value : undefined;
}
