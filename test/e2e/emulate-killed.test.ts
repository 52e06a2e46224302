import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const ROUNDS = 6;
const started: ChildProcess[] = [];

afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

async function startEmulate(state: string): Promise<{ child: ChildProcess; url: string; token: string }> {
  const child = spawn(process.execPath, [MAIN, 'emulate', '--state', state], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', () => reject(new Error('it did not start')));
  });
  const { url, domain, clientId, clientSecret }: Record<string, string> = JSON.parse(line);
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      audience: `https://${domain}/api/v2/`,
    }),
  });
  const { access_token: token }: Record<string, string> = JSON.parse(await answer.text());
  return { child, url: url ?? '', token: token ?? '' };
}

const listNames = (body: JsonValue): readonly string[] =>
  isArray(body) ? body.map((role) => String(isObject(role) ? role.name : '')) : [];

it('what the emulator has answered survives kill -9, and nothing half-written stays', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'emulate-killed-'));
  const state = join(folder, 'state.json');
  const acknowledged = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { child, url, token } = await startEmulate(state);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    let page = 0;
    const seen = new Set<string>();
    for (let names = ['']; names.length > 0; page += 1) {
      const answer = await fetch(`${url}/api/v2/roles?per_page=100&page=${page}`, { headers });
      names = [...listNames(JSON.parse(await answer.text()))];
      for (const name of names) seen.add(name);
    }
    for (const name of acknowledged) expect(seen, `round ${round}`).toContain(name);
    expect(readdirSync(folder)).toContain('state.json');
    // It is killed after so many answers, while the others are on their way.
    const enough = acknowledged.size + 5 + round * 9;
    const writes = Array.from({ length: 100 }, async (_, index) => {
      const name = `r${round}-${index}`;
      const answer = await fetch(`${url}/api/v2/roles`, { method: 'POST', headers, body: JSON.stringify({ name }) });
      if (answer.status === 200) acknowledged.add(name);
      if (acknowledged.size >= enough) child.kill('SIGKILL');
    });
    await Promise.allSettled(writes);
    child.kill('SIGKILL');
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * 5);
});
