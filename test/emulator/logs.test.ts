import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { startTenant, type TestTenant, toRecord } from './test-tenant.ts';

const list = (body: JsonValue): readonly Record<string, JsonValue>[] => (Array.isArray(body) ? body.map(toRecord) : []);
const search = async (there: TestTenant, q: string, more = ''): Promise<readonly JsonValue[]> => {
  const answer = await there.get(`/logs?q=${encodeURIComponent(q)}&sort=date:1${more}`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return list(answer.body).map((event) => event.description ?? null);
};

/** A clock that tests set. */
function createClock(start: string): { now: () => Date; pass: (ms: number) => void } {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    pass: (ms) => {
      time += ms;
    },
  };
}

describe('a write', () => {
  it('is logged with who, what and when', async () => {
    const there = await startTenant();
    const headers = {
      'x-correlation-id': 'c'.repeat(70),
      'user-agent': 'tenon/1',
      'auth0-client': Buffer.from('{"name":"tenon","version":"1"}').toString('base64'),
    };
    const role = toRecord((await there.call('POST', '/roles?x=', { name: 'a' }, headers)).body);
    expect(role.statusCode).toBe(400);
    await there.call('POST', '/roles', { name: 'a' }, headers);
    const [refused, event] = there.emulator.logs();
    expect(refused).toMatchObject({ type: 'fapi', details: { response: { statusCode: 400 } } });
    expect(event).toMatchObject({
      type: 'sapi',
      description: 'Create a role',
      date: expect.stringMatching(/^2026-01-01T/),
      log_id: expect.stringMatching(/^900\d{53}$/),
      client_id: there.emulator.clientId,
      client_name: 'Emulator M2M',
      ip: '127.0.0.1',
      user_agent: 'tenon/1',
      user_id: '',
      auth0_client: { name: 'tenon', version: '1' },
      references: { correlation_id: 'c'.repeat(64) },
      isMobile: false,
      tenant_name: 'example-tenant',
      environment_name: expect.any(String),
      details: {
        request: {
          method: 'post',
          path: '/api/v2/roles',
          query: {},
          body: { name: 'a' },
          channel: 'api',
          ip: '127.0.0.1',
          userAgent: 'tenon/1',
          auth: {
            user: {},
            strategy: 'jwt',
            credentials: { jti: expect.stringMatching(/^\w{32}$/), scopes: expect.arrayContaining(['create:roles']) },
          },
        },
        response: { statusCode: 200, body: { id: expect.any(String), name: 'a' } },
      },
    });
  });

  it('is logged when it is refused, unless nobody knows who sent it', async () => {
    const there = await startTenant();
    await there.make('/roles', { name: 'a' });
    await there.call('POST', '/roles', { name: 'a' });
    await there.call('POST', '/roles', '{"name"');
    await there.call('POST', '/roles', { name: 'b' }, { authorization: 'Bearer x' });
    await there.call('PUT', '/roles', {});
    await there.call('DELETE', '/roles/rol_0000000000000000');
    expect(there.emulator.logs().map((event) => [event.type, event.description])).toEqual([
      ['sapi', 'Create a role'],
      ['fapi', 'Create a role'],
      ['fapi', 'Create a role'],
      ['fapi', 'Delete a role'],
    ]);
  });

  it('says what a relation is', async () => {
    const there = await startTenant();
    const role = await there.make('/roles', { name: 'a' });
    await there.call('DELETE', `/roles/${role.id}/permissions`, { permissions: [] });
    await there.call('PATCH', '/tenants/settings', { friendly_name: 'x' });
    expect(there.emulator.logs().map((event) => event.description)).toEqual([
      'Create a role',
      'Remove permissions of a role',
      'Update tenants settings',
    ]);
  });

  it('hides secrets', async () => {
    const there = await startTenant();
    const client = await there.make('/clients', { name: 'c' });
    await there.call('PATCH', `/clients/${client.client_id}`, {
      client_secret: 'canary-canary-canary-canary-canary-canary-canary',
    });
    await there.make('/connections', {
      name: 'g',
      strategy: 'google-oauth2',
      options: { client_id: 'x', client_secret: 'canary' },
    });
    const text = JSON.stringify(there.emulator.logs());
    expect(text).not.toContain('canary');
    expect(text).not.toContain(client.client_secret);
    expect(text).toContain(client.client_id);
  });
});

describe('a read', () => {
  it('leaves no event, unless it shows secrets', async () => {
    const there = await startTenant();
    const before = there.emulator.dump().ticks;
    await there.get('/roles');
    await there.get('/clients?fields=name');
    expect(there.emulator.logs()).toEqual([]);
    await there.get('/clients?is_global=false');
    expect(there.emulator.logs()).toMatchObject([
      { type: 'mgmt_api_read', details: { accessedSecrets: ['client_secret', 'signing_keys'], response: { statusCode: 200 } } },
    ]);
    expect(JSON.stringify(there.emulator.logs())).not.toContain(there.emulator.clientSecret);
    expect(there.emulator.dump().ticks).toBe(before);
  });
});

describe('a person at the dashboard', () => {
  const ann = { name: 'Ann', email: 'ann@example.com', user_id: 'auth0|ann' };

  it('changes the tenant, and the log says who', async () => {
    const there = await startTenant({ plan: 'free', scopes: ['read:roles', 'read:logs'] });
    const made = await there.emulator.asPerson(ann).request('POST', '/roles', { name: 'a' });
    expect(made.status).toBe(200);
    expect((await there.get(`/roles/${toRecord(made.body).id}`)).status).toBe(200);
    expect(there.emulator.logs()).toMatchObject([
      {
        type: 'sapi',
        user_id: 'auth0|ann',
        client_name: '',
        user_agent: expect.stringContaining('Mozilla'),
        details: { request: { channel: 'https://manage.auth0.com/', auth: { user: ann, strategy: 'jwt' } } },
      },
    ]);
    expect(there.emulator.requests()).toHaveLength(1);
  });

  it('is logged at some endpoints under a path without /api', async () => {
    const there = await startTenant();
    await there.emulator.asPerson(ann).request('PATCH', '/attack-protection/brute-force-protection', { enabled: false });
    expect(there.emulator.logs()).toMatchObject([
      { type: 'sapi', details: { request: { path: '/v2/attack-protection/brute-force-protection' } } },
    ]);
  });

  it('is refused what the API refuses', async () => {
    const there = await startTenant();
    const at = there.emulator.asPerson(ann);
    expect((await at.request('POST', '/roles', { nam: 'a' })).status).toBe(400);
    expect((await at.request('DELETE', '/api/v2/clients/nobody')).status).toBe(204);
    expect((await at.request('GET', '/nothing')).status).toBe(404);
    expect((await at.request('GET', '/roles/%')).status).toBe(400);
  });

  it('can be had over HTTP', async () => {
    const there = await startTenant();
    const at = `${there.emulator.url}/_emulator/as-person`;
    const post = (body: unknown) =>
      fetch(at, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const wish = { name: 'Bo', email: 'bo@example.com', method: 'post', path: '/roles', body: { name: 'b' } };
    expect((await post(wish)).status).toBe(200);
    expect((await post({ ...wish, path: 'roles' })).status).toBe(400);
    expect(there.emulator.logs()).toMatchObject([
      {
        details: { request: { auth: { user: { email: 'bo@example.com', user_id: expect.stringMatching(/^auth0\|\w{24}$/) } } } },
      },
    ]);
  });
});

describe('searching', () => {
  async function writeSampleLog(): Promise<{ there: TestTenant; clock: ReturnType<typeof createClock> }> {
    const clock = createClock('2026-08-01T00:00:00Z');
    const there = await startTenant({ now: clock.now });
    await there.make('/roles', { name: 'a' });
    clock.pass(3_600_000);
    await there.make('/clients', { name: 'c' });
    clock.pass(3_600_000);
    await there.call('POST', '/roles', { name: 'a' });
    return { there, clock };
  }

  it.each([
    ['type:sapi', ['Create a role', 'Create a client']],
    ['type:fapi', ['Create a role']],
    ['type:SAPI', []],
    ['type:sapi AND description:"Create a client"', ['Create a client']],
    ['description:*client', ['Create a client']],
    ['description:Create\\ a\\ role', ['Create a role', 'Create a role']],
    ['description:role', []],
    ['type:(fapi OR slo)', ['Create a role']],
    ['type:fapi description:"Create a client"', ['Create a client', 'Create a role']],
    ['NOT type:sapi', ['Create a role']],
    ['-type:sapi', ['Create a role']],
    ['(type:fapi OR description:*client) AND client_name:"Emulator M2M"', ['Create a client', 'Create a role']],
    ['date:[2026-08-01T00:30:00.000Z TO *]', ['Create a client', 'Create a role']],
    ['date:[* TO 2026-08-01T01:00:00.000Z]', ['Create a role', 'Create a client']],
    ['date:{2026-08-01T01:00:00.000Z TO 2026-08-02]', ['Create a role']],
    ['date:["2026-08-01T01:00:00Z" TO 2026-08-01T01:00:00Z]', ['Create a client']],
    ['date:2026-08-01', ['Create a role', 'Create a client', 'Create a role']],
    ['date:[2026-08-02 TO *] AND type:sapi', []],
    ['fapi', ['Create a role']],
  ])('%s', async (q, expected) => {
    const { there } = await writeSampleLog();
    expect(await search(there, q)).toEqual(expected);
  });

  it.each([
    'details.request.path:*',
    'references.correlation_id:x',
    'type:',
    'type:(sapi',
    'type:sapi)',
    'date:[yesterday TO *]',
    'AND',
    'type:sapi AND',
    'type:"sapi',
  ])('refuses %s', async (q) => {
    const { there } = await writeSampleLog();
    expect(await there.get(`/logs?q=${encodeURIComponent(q)}`)).toMatchObject({
      status: 400,
      body: { errorCode: 'invalid_query_string' },
    });
  });

  it('pages, newest first, up to 1000', async () => {
    const { there } = await writeSampleLog();
    const first = await there.get('/logs?per_page=2&include_totals=true');
    expect(first.body).toMatchObject({ start: 0, limit: 2, length: 2, total: 3, logs: [{ type: 'fapi' }, {}] });
    expect((await there.get('/logs?per_page=2&page=1')).body).toMatchObject([{ description: 'Create a role', type: 'sapi' }]);
    expect((await there.get('/logs?per_page=100&page=9')).body).toEqual([]);
    expect(await there.get('/logs?per_page=100&page=10')).toMatchObject({ status: 400, body: { errorCode: 'invalid_paging' } });
    expect((await there.get('/logs?per_page=101')).status).toBe(400);
    expect((await there.get('/logs?sort=date')).status).toBe(400);
    expect((await there.get('/logs?fields=type&per_page=1')).body).toEqual([{ type: 'fapi' }]);
  });

  it('gives one event', async () => {
    const { there } = await writeSampleLog();
    const [event] = there.emulator.logs();
    expect((await there.get(`/logs/${event?.log_id}`)).body).toEqual(event);
    expect((await there.get('/logs/900')).status).toBe(404);
  });

  it('takes a scope', async () => {
    const there = await startTenant({ scopes: ['read:roles'] });
    expect(await there.get('/logs')).toMatchObject({
      status: 403,
      body: { errorCode: 'insufficient_scope', message: 'Insufficient scope, expected any of: read:logs,read:logs_users' },
    });
  });
});

describe('following from a checkpoint', () => {
  const getNextLink = (headers: Headers): string => /<(.*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? '';

  it('goes on by ids until it has caught up, and then stays', async () => {
    const there = await startTenant();
    for (let index = 0; index < 5; index += 1) await there.make('/roles', { name: `r${index}` });
    const [first] = there.emulator.logs();
    const one = await there.get(`/logs?from=${first?.log_id}&take=3&q=type:nothing&sort=wrong`);
    expect(list(one.body).map((event) => toRecord(event.details).response)).toMatchObject([
      { body: { name: 'r1' } },
      { body: { name: 'r2' } },
      { body: { name: 'r3' } },
    ]);
    const follow = async (url: string) => {
      expect(url).toContain(`${there.emulator.url}/api/v2/logs?from=900`);
      return there.get(url.slice(`${there.emulator.url}/api/v2`.length));
    };
    const two = await follow(getNextLink(one.headers));
    expect(two.body).toHaveLength(1);
    const three = await follow(getNextLink(two.headers));
    expect(three.body).toEqual([]);
    expect(getNextLink(three.headers)).toBe(getNextLink(two.headers));
    await there.make('/roles', { name: 'late' });
    expect((await follow(getNextLink(three.headers))).body).toHaveLength(1);
  });

  it('refuses what is no id', async () => {
    const there = await startTenant();
    expect((await there.get('/logs?from=last')).status).toBe(400);
    expect((await there.get('/logs?from=900&take=101')).status).toBe(400);
  });
});

describe('how long it reaches back', () => {
  it('is bounded by a number', async () => {
    const there = await startTenant({ keepLogs: 3 });
    for (let index = 0; index < 9; index += 1) await there.make('/roles', { name: `r${index}` });
    const names = there.emulator.logs().map((event) => toRecord(toRecord(toRecord(event.details).request).body).name);
    expect(names).toEqual(['r6', 'r7', 'r8']);
    expect((await there.get('/logs?from=900')).body).toHaveLength(3);
  });

  it('is bounded by the days of a subscription', async () => {
    const clock = createClock('2026-08-01T00:00:00Z');
    const there = await startTenant({ plan: 'free', now: clock.now });
    const ann = there.emulator.asPerson({ name: 'Ann', email: 'ann@example.com', user_id: '' });
    await ann.request('POST', '/roles', { name: 'old' });
    clock.pass(20 * 3_600_000);
    await ann.request('POST', '/roles', { name: 'new' });
    expect(there.emulator.logs()).toHaveLength(2);
    clock.pass(5 * 3_600_000);
    expect(there.emulator.logs()).toHaveLength(1);
  });

  it('begins a while after the write', async () => {
    const clock = createClock('2026-08-01T00:00:00Z');
    const there = await startTenant({ logLagMs: 5000, now: clock.now });
    await there.make('/roles', { name: 'a' });
    expect(there.emulator.logs()).toHaveLength(1);
    expect((await there.get('/logs')).body).toEqual([]);
    expect((await there.get('/logs?from=900')).body).toEqual([]);
    clock.pass(5000);
    expect((await there.get('/logs')).body).toEqual(there.emulator.logs());
    expect((await there.get('/logs?from=900')).body).toEqual(there.emulator.logs());
  });

  it('outlives the process', async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'state.json');
    const one = await startTenant({ stateFile });
    await one.make('/roles', { name: 'a' });
    const events = one.emulator.logs();
    await one.emulator.close();
    const two = await startTenant({ stateFile });
    expect(two.emulator.logs()).toEqual(events);
    await two.make('/roles', { name: 'b' });
    const [first, second] = two.emulator.logs();
    expect(String(second?.log_id) > String(first?.log_id)).toBe(true);
  });
});
