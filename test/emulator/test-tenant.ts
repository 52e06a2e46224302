import { afterAll } from 'vitest';
import { type EmulatorOptions, type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';

/** What an answer was, with its body taken apart. `body` is `any`-free on purpose: tests say what they expect of it. */
export interface TestAnswer {
  readonly status: number;
  readonly body: JsonValue;
  readonly headers: Headers;
}

export interface TestTenant {
  readonly emulator: RunningEmulator;
  readonly token: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  get(path: string): Promise<TestAnswer>;
  /** Asks the emulator itself: `POST /_emulator/…`. */
  callEmulator(what: string, body: unknown): Promise<TestAnswer>;
  /** Creates and gives back the new object; fails the test when the API refuses. */
  make(path: string, body: unknown): Promise<Record<string, JsonValue>>;
}

const running: RunningEmulator[] = [];

afterAll(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

export async function requestToken(emulator: RunningEmulator, more: Record<string, string> = {}): Promise<Response> {
  return fetch(`${emulator.url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: emulator.clientId,
      client_secret: emulator.clientSecret,
      audience: `https://${emulator.domain}/api/v2/`,
      ...more,
    }),
  });
}

export async function readAnswer(response: Response): Promise<TestAnswer> {
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers };
}

export const toRecord = (value: unknown): Record<string, JsonValue> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`no object: ${JSON.stringify(value)}`);
  return Object.fromEntries(Object.entries(value));
};

export async function startTenant(options: EmulatorOptions = {}): Promise<TestTenant> {
  const emulator = await startEmulator({ seed: 'tests', ...options });
  running.push(emulator);
  const token = String(toRecord((await readAnswer(await requestToken(emulator))).body).access_token);
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer> => {
    const init = {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    };
    return readAnswer(
      await fetch(
        `${emulator.url}/api/v2${path}`,
        body === undefined ? init : { ...init, body: typeof body === 'string' ? body : JSON.stringify(body) },
      ),
    );
  };
  const make = async (path: string, body: unknown): Promise<Record<string, JsonValue>> => {
    const answer = await call('POST', path, body);
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return toRecord(answer.body);
  };
  const callEmulator = async (what: string, body: unknown): Promise<TestAnswer> => {
    const headers = { 'content-type': 'application/json' };
    return readAnswer(await fetch(`${emulator.url}/_emulator/${what}`, { method: 'POST', headers, body: JSON.stringify(body) }));
  };
  return { emulator, token, call, get: (path) => call('GET', path), make, callEmulator: callEmulator };
}
