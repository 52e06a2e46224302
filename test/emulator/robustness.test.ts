import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { startTenant, type TestTenant, toRecord } from './test-tenant.ts';

/** What `fetch` would not send as it is. */
function send(
  there: TestTenant,
  method: string,
  path: string,
  body: Buffer | string = '',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(there.emulator.url);
    const headers = {
      authorization: `Bearer ${there.token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const expectWorking = async ({ get }: TestTenant): Promise<void> => expect((await get('/roles')).status).toBe(200);

describe('requests that are none of the API', () => {
  it.each(['OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH', 'LOCK', 'PUT'])('%s', async (method) => {
    const there = await startTenant();
    const answer = await send(there, method, '/api/v2/roles');
    expect(answer.status).toBe(405);
    expect(JSON.parse(answer.text)).toMatchObject({ statusCode: 405, error: 'Method Not Allowed' });
    await expectWorking(there);
  });

  it('HEAD has no body', async () => {
    expect(await send(await startTenant(), 'HEAD', '/api/v2/roles')).toEqual({ status: 405, text: '' });
  });

  it.each<readonly [string, number]>([
    ['/api/v2', 404],
    ['/api/v2/', 404],
    ['/api/v2//roles', 404],
    ['/api/v2/roles/', 404],
    ['/api/v2/roles/.', 404],
    ['/api/v2/../v2/roles', 404],
    ['/api/v2/%2e%2e/v2/roles', 404],
    ['/api/v2/roles%2Fx', 404],
    ['/api/v2/roles/%2e%2e%2fclients', 404],
    ['/api/v2/roles/__proto__', 404],
    ['/api/v2/__proto__', 404],
    ['/api/v2/constructor/prototype', 404],
    ['/api/v2/roles/%00', 400],
    ['/api/v2/roles/%ff', 400],
    ['/api/v2/roles/%', 400],
    [`/api/v2/roles/${'x'.repeat(1000)}`, 404],
    ['/api/v2/roles?__proto__=x', 400],
    ['/api/v2/roles?page=1e3', 400],
    ['/api/v2/roles?page=99999999999999999999', 400],
    ['/api/v1/roles', 404],
    ['/API/V2/roles', 404],
    ['/_emulator/../api/v2/roles', 404],
    ['/_emulator/__proto__', 404],
    ['/_emulator', 404],
    ['/', 404],
    ['//', 404],
    ['*', 404],
  ])('GET %s: %i', async (path, status) => {
    const there = await startTenant();
    const answer = await send(there, 'GET', path);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ statusCode: status });
    await expectWorking(there);
  });

  it('a header that never ends', async () => {
    const there = await startTenant();
    const answer = await fetch(`${there.emulator.url}/api/v2/roles`, {
      headers: { authorization: `Bearer ${'x'.repeat(20_000)}` },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    await expectWorking(there);
  });
});

describe('bodies', () => {
  it('of ten megabytes', async () => {
    const there = await startTenant();
    const body = JSON.stringify({ name: 'x'.repeat(10_000_000) });
    expect(await send(there, 'POST', '/api/v2/roles', body)).toMatchObject({ status: 413 });
    expect((await send(there, 'POST', '/oauth/token', body)).status).toBe(413);
    expect((await send(there, 'POST', '/_emulator/faults', body)).status).toBe(413);
    await expectWorking(there);
  });

  it.each([
    '',
    ' ',
    '{',
    '{"name":"x"',
    '{"name":"x"}}',
    "{'name':'x'}",
    '{"name":NaN}',
    '{"name":"\ud800"',
    '﻿',
    '7',
    '"x"',
    '[]',
    'null',
  ])('that are no object: %j', async (body) => {
    const there = await startTenant();
    for (const path of ['/api/v2/roles', '/_emulator/as-person'])
      expect((await send(there, 'POST', path, body)).status, path).toBe(400);
    const token = await send(there, 'POST', '/oauth/token', body);
    expect([400, 403]).toContain(token.status);
    expect((await there.get('/roles')).body).toEqual([]);
  });

  it('that end too early', async () => {
    const there = await startTenant();
    const { hostname, port } = new URL(there.emulator.url);
    await new Promise<void>((resolve) => {
      const headers = { authorization: `Bearer ${there.token}`, 'content-type': 'application/json', 'content-length': 100 };
      const sent = request({ hostname, port, method: 'POST', path: '/api/v2/roles', headers });
      sent.on('error', () => resolve());
      sent.write('{"name":"half"', () => sent.destroy());
      sent.on('close', () => resolve());
    });
    await expectWorking(there);
    expect((await there.get('/roles')).body).toEqual([]);
  });
});

describe('two hundred at once', () => {
  it('create the same thing: one does', async () => {
    const there = await startTenant();
    const answers = await Promise.all(Array.from({ length: 200 }, () => there.call('POST', '/roles', { name: 'one' })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(199);
    expect((await there.get('/roles')).body).toHaveLength(1);
  });

  it('change the same thing, and what the file says is what the API says', async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'state.json');
    const there = await startTenant({ stateFile });
    const { client_id: id } = await there.make('/clients', { name: 'one' });
    const changes = Array.from({ length: 200 }, (_, index) =>
      index % 2 === 0 ? { client_metadata: { [`m${index % 10}`]: String(index) } } : { description: `d${index}` },
    );
    const answers = await Promise.all(changes.map((change) => there.call('PATCH', `/clients/${id}`, change)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await there.get(`/clients/${id}`);
    expect(Object.keys(toRecord(toRecord(body).client_metadata))).toHaveLength(5);
    const running = `${stateFile}.copy`;
    copyFileSync(stateFile, running);
    const copied = await startTenant({ stateFile: running });
    expect((await copied.get(`/clients/${id}`)).body).toEqual(body);
    expect(there.emulator.logs().filter(({ type }) => type === 'sapi')).toHaveLength(201);
  });

  it('delete and create links of the same thing', async () => {
    const there = await startTenant();
    const api = await there.make('/resource-servers', { identifier: 'https://x.example/', scopes: [{ value: 'read:x' }] });
    const role = await there.make('/roles', { name: 'one' });
    const body = { permissions: [{ resource_server_identifier: api.identifier, permission_name: 'read:x' }] };
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        there.call(index % 2 === 0 ? 'POST' : 'DELETE', `/roles/${role.id}/permissions`, body),
      ),
    );
    expect(answers.every(({ status }) => status < 300)).toBe(true);
    const left = (await there.get(`/roles/${role.id}/permissions`)).body;
    expect(Array.isArray(left) && left.length <= 1).toBe(true);
  });
});

describe('a state file that was being written', () => {
  async function buildStateFile(): Promise<Buffer> {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'state.json');
    const there = await startTenant({ stateFile });
    const role = await there.make('/roles', { name: 'r1' });
    await there.make('/roles', { name: 'r2' });
    await there.call('DELETE', `/roles/${role.id}`);
    await there.call('PATCH', '/tenants/settings', { friendly_name: 'x' });
    return readFileSync(stateFile);
  }

  const startFrom = (bytes: Buffer) => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'state.json');
    writeFileSync(stateFile, bytes);
    return startTenant({ stateFile });
  };

  it('holds what was acknowledged, wherever it was cut', async () => {
    const bytes = await buildStateFile();
    const text = bytes.toString('utf8');
    const ends = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
    const [whole = 0, ...later] = ends;
    expect(later).toHaveLength(4);
    const names = [[], ['r1'], ['r1', 'r2'], ['r2'], ['r2']];
    for (const cut of [whole, whole + 5, ...later.flatMap((end) => [end - 1, end, Math.min(end + 40, bytes.length)])]) {
      const there = await startFrom(bytes.subarray(0, cut));
      const { body } = await there.get('/roles');
      const complete = later.filter((end) => end <= cut).length;
      expect(Array.isArray(body) ? body.map((role) => toRecord(role).name) : body, `cut at ${cut}`).toEqual(names[complete]);
      expect(there.emulator.logs()).toHaveLength(complete);
      await there.emulator.close();
    }
  });

  it('is refused where it is damaged elsewhere', async () => {
    const lines = (await buildStateFile()).toString('utf8').split('\n');
    for (const wrong of ['{"counter":1', '{"counter":1,"ticks":1,"changes":7}', '{"counter":1,"ticks":1,"changes":[7]}', '']) {
      const text = lines.with(2, wrong).join('\n');
      await expect(startFrom(Buffer.from(text)), wrong).rejects.toThrow('state.json');
    }
  });

  it('is one document when the emulator has ended', async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'state.json');
    const emulator = await startEmulator({ stateFile });
    await emulator.asPerson({ name: 'Ann', email: 'ann@example.com', user_id: '' }).request('POST', '/roles', { name: 'a' });
    expect(readFileSync(stateFile, 'utf8').trimEnd().split('\n')).toHaveLength(2);
    await emulator.close();
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({ version: 1, logs: { count: 1 } });
  });
});
