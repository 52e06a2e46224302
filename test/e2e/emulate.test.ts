import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { pickSample } from '../support/run-size.ts';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

interface ProcessExit {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function startEmulate(...flags: readonly string[]): {
  child: ChildProcess;
  address: Promise<Record<string, string>>;
  ended: Promise<ProcessExit>;
} {
  const child = spawn(process.execPath, [MAIN, 'emulate', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const address = new Promise<Record<string, string>>((resolve) =>
    createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line))),
  );
  const ended = new Promise<ProcessExit>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  return { child, address, ended };
}

const createFolder = (): string => mkdtempSync(join(tmpdir(), 'emulate-'));

async function requestToken({ url, domain, clientId, clientSecret }: Record<string, string>): Promise<Record<string, string>> {
  const body = JSON.stringify({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience: `https://${domain}/api/v2/`,
  });
  const answer = await fetch(`${url}/oauth/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return JSON.parse(await answer.text());
}

describe('tenon emulate', () => {
  it.each(pickSample(['SIGTERM', 'SIGINT'] as const, 1, 'signals'))(
    'says where it is when it is ready, and ends with %s',
    async (signal) => {
      const { child, address, ended } = startEmulate('--port', '0');
      const there = await address;
      expect(Object.keys(there)).toEqual(['url', 'domain', 'clientId', 'clientSecret']);
      expect((await fetch(`${there.url}/api/v2/roles`)).status).toBe(401);
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 0, err: '' });
    },
  );

  it('takes a subscription, faults, scopes and a seed', async () => {
    const faults = join(createFolder(), 'faults.json');
    writeFileSync(faults, JSON.stringify({ rules: [{ path: '/roles', nth: 1, fault: { status: 503 } }] }));
    const flags = ['--plan', 'free', '--faults', faults, '--scopes', 'read:roles,read:logs', '--seed', '7'];
    const there = await startEmulate(...flags).address;
    const { access_token, scope } = await requestToken(there);
    expect(scope).toBe('read:roles read:logs');
    const get = (path: string) => fetch(`${there.url}/api/v2${path}`, { headers: { authorization: `Bearer ${access_token}` } });
    expect((await get('/roles')).status).toBe(503);
    expect((await get('/roles')).headers.get('x-ratelimit-limit')).toBe('2');
    expect((await get('/clients')).status).toBe(403);
    const states = [there, await startEmulate('--seed', '7').address].map(async ({ url }) => {
      const state: { seed: string; collections: { clients: unknown } } = JSON.parse(
        await (await fetch(`${url}/_emulator/state`)).text(),
      );
      return [state.seed, state.collections.clients];
    });
    const [one, two] = await Promise.all(states);
    expect(one).toEqual(two);
  });

  it('serves HTTPS, and leaves no certificate behind', async () => {
    const { child, address, ended } = startEmulate('--tls');
    const { url, certificate = '' } = await address;
    expect(url).toMatch(/^https:/);
    expect(readFileSync(certificate, 'utf8')).toContain('BEGIN CERTIFICATE');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(existsSync(certificate)).toBe(false);
  });
});

describe('what cannot be', () => {
  const writeJsonFile = (text: string): string => {
    const path = join(createFolder(), 'file.json');
    writeFileSync(path, text);
    return path;
  };

  it.each([
    ['a port that is none', () => ['--port', '70000'], '70000'],
    ['a flag that is none', () => ['--prot', '0'], '--prot'],
    ['a subscription that is none', () => ['--plan', 'gold'], 'usage'],
    ['faults that are not there', () => ['--faults', '/nowhere.json'], 'file-unreadable'],
    ['faults that are none', () => ['--faults', writeJsonFile('[{"fault":"fire"}]')], 'file-unreadable'],
    ['a state that is none', () => ['--state', writeJsonFile('{bad')], 'file-unreadable'],
    ['a state that cannot be written', () => ['--state', '/dev/null/x.json'], 'output-unwritable'],
  ])('%s', async (_name, flags, told) => {
    const { code, out, err } = await startEmulate(...flags()).ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.split('\n')[0]).toContain(told);
    expect(err).not.toContain('    at ');
  });

  it('a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, err } = await startEmulate('--port', String(port)).ended;
    server.close();
    expect(code).toBe(1);
    expect(err).toContain('usage');
  });
});
