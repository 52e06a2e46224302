import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { createProjectWithPackage } from '../support/built-package.ts';
import { itInFull } from '../support/it-in-full.ts';
import { startPrivateEndpoint } from '../support/private-endpoint.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(root, 'docs/library.md'), 'utf8');
const run = promisify(execFile);

/** Programs of the page by the file name in their first line. */
const PROGRAMS = new Map(
  [...page.matchAll(/```js\n\/\/ ([\w-]+\.mjs)\n([\s\S]*?)```/g)].map(([, name = '', text = '']) => [name, text]),
);

let folder = '';
let emulator: RunningEmulator;

beforeAll(async () => {
  folder = createProjectWithPackage();
  for (const [name, text] of PROGRAMS) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'tenant.yaml'), 'roles: [{ name: reader, description: Reads }]\nclients: [{ name: Shop }]\n');
  emulator = await startEmulator({});
});

afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

interface ProgramRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function runProgram(name: string, more: Readonly<Record<string, string>> = {}): Promise<ProgramRun> {
  const env = {
    PATH: process.env.PATH,
    AUTH0_DOMAIN: emulator.url,
    AUTH0_AUDIENCE: `https://${emulator.domain}/api/v2/`,
    AUTH0_CLIENT_ID: emulator.clientId,
    AUTH0_CLIENT_SECRET: emulator.clientSecret,
    ...more,
  };
  try {
    const { stdout, stderr } = await run(process.execPath, [name], { cwd: folder, env });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const failed = error instanceof Error ? error : new Error(String(error));
    const { code, stdout, stderr } = { code: 1, stdout: '', stderr: failed.message, ...failed };
    return { code, stdout, stderr };
  }
}

/** Gives out tokens as another system of the user would, and counts how often it is asked. */
async function startTokenService() {
  let count = 0;
  const server = createServer(async (_, response) => {
    count += 1;
    const grant = {
      grant_type: 'client_credentials',
      client_id: emulator.clientId,
      client_secret: emulator.clientSecret,
      audience: `https://${emulator.domain}/api/v2/`,
    };
    const answer = await fetch(`${emulator.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(grant) });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, getCount: () => count, close: () => server.close() };
}

describe('the programs of docs/library.md run as written, with the package', () => {
  test('every program of the page is run here', () => {
    expect([...PROGRAMS.keys()]).toEqual([
      'plan-and-apply.mjs',
      'save-plan.mjs',
      'apply-saved.mjs',
      'drift.mjs',
      'token-source.mjs',
      'own-fetch.mjs',
      'own-reporter.mjs',
      'own-type.mjs',
    ]);
  });

  test('a tenant is planned and applied, and the run is recorded', async () => {
    emulator.reset();
    const { code, stdout } = await runProgram('plan-and-apply.mjs');
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual(['2 changes planned', 'create clients/Shop: done', 'create roles/reader: done', '']);
    expect((await runProgram('plan-and-apply.mjs')).stdout).toContain('0 changes planned');
  });

  test('a saved plan is applied by another process, and refused once it does not fit any more', async () => {
    emulator.reset();
    expect(await runProgram('save-plan.mjs')).toMatchObject({ code: 0, stdout: 'saved\n' });
    expect(await runProgram('apply-saved.mjs')).toMatchObject({ code: 0, stdout: 'applied: 2 operations\n' });
    writeFileSync(join(folder, 'plan.json'), readFileSync(join(folder, 'plan.json'), 'utf8').replace('Reads', 'Writes'));
    expect(await runProgram('apply-saved.mjs')).toMatchObject({ code: 0, stdout: 'refused: plan-tampered\n' });
  });

  itInFull('drift exits with 2 and is printed; without drift nothing is', async () => {
    emulator.reset();
    await runProgram('plan-and-apply.mjs');
    expect(await runProgram('drift.mjs')).toMatchObject({ code: 0, stdout: '' });
    const ann = emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
    const [role] = await readRoles(ann);
    await ann.request('PATCH', `/roles/${role}`, { description: 'Changed' });
    const drift = await runProgram('drift.mjs');
    expect(drift.code).toBe(2);
    expect(drift.stdout).toContain('roles/reader');
  });

  test('a token source of one’s own is asked once for a whole backup, and its token is in no file', async () => {
    emulator.reset();
    const service = await startTokenService();
    const { stdout } = await runProgram('token-source.mjs', { TOKEN_SERVICE: service.url, AUTH0_CLIENT_SECRET: '' });
    service.close();
    expect(stdout).toBe('saved backup.json\n');
    expect(service.getCount()).toBe(1);
    expect(readFileSync(join(folder, 'backup.json'), 'utf8')).not.toContain('eyJ');
  });

  itInFull('a token source that fails is an error with a code, not a crash', async () => {
    const { code, stdout } = await runProgram('token-source.mjs', { TOKEN_SERVICE: 'http://127.0.0.1:9/' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^credentials-refused: /);
  });

  itInFull('a fetch of one’s own sends every request', async () => {
    emulator.reset();
    expect(await runProgram('own-fetch.mjs')).toMatchObject({ code: 0, stdout: 'exported\n' });
  });

  itInFull('a reporter of one’s own sees the plan and the result, and may refuse', async () => {
    emulator.reset();
    const lines = (await runProgram('own-reporter.mjs')).stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toEqual([{ tenant: expect.any(String), operations: 2 }, { done: 2 }]);
  });

  test('a type of one’s own is created after what it refers to, and exported by names', async () => {
    emulator.reset();
    const [, badges = ''] = /```yaml\n# badges\.yaml\n([\s\S]*?)```/.exec(page) ?? [];
    writeFileSync(join(folder, 'badges.yaml'), badges);
    const endpoint = await startPrivateEndpoint(emulator.url, '/private/badges');
    const { code, stdout, stderr } = await runProgram('own-type.mjs', { AUTH0_DOMAIN: endpoint.url, SEAL: 'canary-seal' });
    await endpoint.close();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').slice(0, 2)).toEqual(['create roles/guard: done', 'create badges/Night shift: done']);
    expect(stdout).toContain('role: guard');
    expect(stdout).not.toContain('canary-seal');
    expect([...endpoint.items.values()]).toEqual([
      { id: 'item_1', name: 'Night shift', color: 'blue', role: expect.stringMatching(/^rol_/), seal: 'canary-seal' },
    ]);
  });
});

async function readRoles(person: ReturnType<RunningEmulator['asPerson']>): Promise<readonly string[]> {
  const { body } = await person.request('GET', '/roles');
  const roles: unknown = body;
  return Array.isArray(roles) ? roles.map(({ id }) => String(id)) : [];
}
