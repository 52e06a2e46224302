import { describe, expect, it } from 'vitest';
import { type FaultRule, parseFaultPlan } from '../../src/emulator/index.ts';
import { readAnswer, requestToken, startTenant, type TestTenant, toRecord } from './test-tenant.ts';

const startFaultyTenant = async (...rules: readonly FaultRule[]): Promise<TestTenant> => {
  const there = await startTenant();
  there.emulator.setFaults(rules);
  return there;
};

/** Statuses of so many reads of the roles; 0 for no answer. */
async function readStatuses({ get }: TestTenant, times: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < times; index += 1)
    statuses.push(
      await get('/roles').then(
        ({ status }) => status,
        () => 0,
      ),
    );
  return statuses;
}

const listRoleNames = async ({ emulator, get }: TestTenant): Promise<readonly unknown[]> => {
  emulator.setFaults([]);
  const { body } = await get('/roles');
  return Array.isArray(body) ? body.map((role) => toRecord(role).name) : [];
};

describe('which requests', () => {
  const down = { status: 503 } as const;

  it.each<readonly [string, FaultRule, readonly number[]]>([
    ['all', { fault: down }, [503, 503, 503, 503, 503, 503]],
    ['the nth', { nth: 2, fault: down }, [200, 503, 200, 200, 200, 200]],
    ['every nth', { every: 3, fault: down }, [200, 200, 503, 200, 200, 503]],
    ['a few', { times: 2, fault: down }, [503, 503, 200, 200, 200, 200]],
    ['by method', { method: 'POST', fault: down }, [200, 200, 200, 200, 200, 200]],
    ['by another path', { path: '/clients/**', fault: down }, [200, 200, 200, 200, 200, 200]],
    ['by path', { path: '/roles', nth: 1, fault: down }, [503, 200, 200, 200, 200, 200]],
    ['by whole path', { path: '/api/v2/roles', nth: 1, fault: down }, [503, 200, 200, 200, 200, 200]],
  ])('%s', async (_name, rule, expected) => {
    expect(await readStatuses(await startFaultyTenant(rule), 6)).toEqual(expected);
  });

  it('by the path of the reference, or by stars', async () => {
    const there = await startFaultyTenant({ path: '/roles/{id}', fault: down }, { path: '/clients/*', fault: { status: 502 } });
    expect((await there.get('/roles')).status).toBe(200);
    expect((await there.get('/roles/rol_0000000000000000')).status).toBe(503);
    expect((await there.get('/clients')).status).toBe(200);
    expect((await there.get('/clients/x')).status).toBe(502);
    expect((await there.get('/clients/x/credentials')).status).toBe(404);
  });

  it('by chance, the same ones with the same seed', async () => {
    const there = await startTenant();
    const run = async (seed: number): Promise<readonly number[]> => {
      there.emulator.setFaults({ seed, rules: [{ probability: 0.5, fault: down }] });
      return readStatuses(there, 20);
    };
    const [one, two, other] = [await run(1), await run(1), await run(2)];
    expect(one).toEqual(two);
    expect(one).not.toEqual(other);
    expect(new Set(one)).toEqual(new Set([200, 503]));
  });

  it('the token endpoint only when it is named', async () => {
    const there = await startFaultyTenant({ fault: down });
    expect((await requestToken(there.emulator)).status).toBe(200);
    there.emulator.setFaults([{ path: '/oauth/token', nth: 1, fault: down }]);
    expect((await requestToken(there.emulator)).status).toBe(503);
    expect((await requestToken(there.emulator)).status).toBe(200);
  });

  it('counts what rules see and hit', async () => {
    const there = await startFaultyTenant({ every: 2, fault: down }, { method: 'POST', fault: 'hang' });
    await readStatuses(there, 5);
    expect(there.emulator.faults()).toMatchObject({
      seed: 'tests',
      rules: [
        { rule: { every: 2, fault: down }, matched: 5, hits: 2 },
        { matched: 0, hits: 0 },
      ],
    });
  });
});

describe('what goes wrong', () => {
  const post = { method: 'POST', path: '/roles' } as const;
  const createRole = (there: TestTenant) => there.call('POST', '/roles', { name: 'a' });

  it('another status, body and headers', async () => {
    const there = await startFaultyTenant({
      fault: { status: 429, body: { message: 'slow down' }, headers: { 'retry-after': '7' } },
    });
    const answer = await there.get('/roles');
    expect(answer).toMatchObject({ status: 429, body: { message: 'slow down' } });
    expect(answer.headers.get('retry-after')).toBe('7');
    there.emulator.setFaults([{ fault: { status: 500 } }]);
    expect((await there.get('/roles')).body).toMatchObject({ statusCode: 500, error: 'Internal Server Error' });
  });

  it('the connection is dropped before', async () => {
    const there = await startFaultyTenant({ ...post, fault: 'dropBefore' });
    await expect(createRole(there)).rejects.toThrow();
    expect(await listRoleNames(there)).toEqual([]);
    expect(there.emulator.requests()[0]).toMatchObject({ method: 'POST', status: 0, fault: 'dropBefore' });
  });

  it('the connection is dropped after', async () => {
    const there = await startFaultyTenant({ ...post, fault: 'dropAfter' });
    await expect(createRole(there)).rejects.toThrow();
    expect(await listRoleNames(there)).toEqual(['a']);
    expect(there.emulator.requests()[0]).toMatchObject({ status: 0, carriedOut: 200, fault: 'dropAfter' });
    expect(there.emulator.logs()).toMatchObject([{ type: 'sapi' }]);
  });

  it('an error after the write', async () => {
    const there = await startFaultyTenant({ ...post, fault: { errorAfter: 502 } });
    expect((await createRole(there)).status).toBe(502);
    expect(await listRoleNames(there)).toEqual(['a']);
    expect(there.emulator.requests()[0]).toMatchObject({ status: 502, carriedOut: 200 });
  });

  it.each(['truncate', { truncate: 5 }, { truncate: 0 }] as const)('a body that is cut: %j', async (fault) => {
    const there = await startFaultyTenant({ ...post, fault });
    await expect(createRole(there)).rejects.toThrow();
    expect(await listRoleNames(there)).toEqual(['a']);
  });

  it('a page in place of JSON', async () => {
    const there = await startFaultyTenant({ fault: 'garbage' });
    const headers = { authorization: `Bearer ${there.token}` };
    const answer = await fetch(`${there.emulator.url}/api/v2/roles`, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toContain('<html>');
  });

  it('no answer at all', async () => {
    const there = await startFaultyTenant({ fault: 'hang' });
    const headers = { authorization: `Bearer ${there.token}` };
    const answer = fetch(`${there.emulator.url}/api/v2/roles`, { headers, signal: AbortSignal.timeout(50) });
    await expect(answer).rejects.toThrow();
  });

  it('an answer that comes late, with other faults on top', async () => {
    const there = await startFaultyTenant(
      { fault: { latencyMs: 20 } },
      { fault: { latencyMs: 20 } },
      { nth: 2, fault: { status: 500 } },
    );
    const begun = performance.now();
    expect(await readStatuses(there, 2)).toEqual([200, 500]);
    expect(performance.now() - begun).toBeGreaterThan(70);
  });

  it('reads that do not see a write yet', async () => {
    let time = Date.parse('2026-08-01T00:00:00Z');
    const there = await startTenant({ now: () => new Date(time) });
    const old = await there.make('/roles', { name: 'old' });
    there.emulator.setFaults([{ times: 2, fault: { staleReadsMs: 1000 } }]);
    await there.call('PATCH', `/roles/${old.id}`, { name: 'renamed' });
    time += 500;
    const { id } = await there.make('/roles', { name: 'new' });
    const readRole = async () => (await there.get(`/roles/${old.id}`)).body;
    expect(await readRole()).toMatchObject({ name: 'old' });
    expect((await there.get(`/roles/${id}`)).status).toBe(404);
    expect((await there.call('POST', '/roles', { name: 'new' })).status).toBe(409);
    time += 500;
    expect(await readRole()).toMatchObject({ name: 'renamed' });
    expect((await there.get(`/roles/${id}`)).status).toBe(404);
    time += 500;
    expect((await there.get(`/roles/${id}`)).status).toBe(200);
    expect((await there.get('/roles')).body).toHaveLength(2);
  });
});

describe('while it runs', () => {
  it('rules come and go over HTTP', async () => {
    const there = await startTenant();
    const at = `${there.emulator.url}/_emulator/faults`;
    const headers = { 'content-type': 'application/json' };
    const rules = [{ path: '/roles', fault: { status: 503 } }];
    const set = await readAnswer(await fetch(at, { method: 'POST', headers, body: JSON.stringify({ seed: 9, rules }) }));
    expect(set).toMatchObject({ status: 200, body: { seed: '9', rules: [{ hits: 0 }] } });
    expect(await readStatuses(there, 1)).toEqual([503]);
    expect((await readAnswer(await fetch(at))).body).toMatchObject({ rules: [{ hits: 1 }] });
    expect((await fetch(at, { method: 'DELETE' })).status).toBe(204);
    expect(await readStatuses(there, 1)).toEqual([200]);
    const wrong = await readAnswer(await fetch(at, { method: 'POST', headers, body: '[{"fault":"fire"}]' }));
    expect(wrong).toMatchObject({ status: 400, body: { message: expect.stringMatching(/^rules\[0\]\.fault .*"fire"$/) } });
  });

  it('a reset brings back those from the start, uncounted', async () => {
    const there = await startTenant({ faults: [{ nth: 1, fault: { status: 503 } }] });
    expect(await readStatuses(there, 2)).toEqual([503, 200]);
    there.emulator.setFaults([]);
    there.emulator.reset();
    expect(await readStatuses(there, 2)).toEqual([503, 200]);
  });
});

describe('a plan in a file', () => {
  it.each([
    [7, 'rules'],
    [{ rules: [], more: 1 }, 'more'],
    [{ seed: true, rules: [] }, 'seed'],
    [[7], 'rules[0]'],
    [[{ nth: 1 }], 'rules[0]'],
    [[{ fault: 'hang' }, { fault: 'hang', nth: 0 }], 'rules[1].nth'],
    [[{ fault: 'hang', probability: 2 }], 'rules[0].probability'],
    [[{ fault: 'hang', path: 'roles' }], 'rules[0].path'],
    [[{ fault: 'hang', method: 'get' }], 'rules[0].method'],
    [[{ fault: 'hang', constructor: 1 }], 'rules[0].constructor'],
    [[{ fault: { status: 99 } }], 'rules[0].fault'],
    [[{ fault: { status: 500, more: 1 } }], 'rules[0].fault'],
    [[{ fault: { errorAfter: 404 } }], 'rules[0].fault'],
  ])('%j is refused at %s', (plan, place) => {
    expect(() => parseFaultPlan(JSON.parse(JSON.stringify(plan)))).toThrow(place);
  });

  it('may be the rules alone', () => {
    expect(parseFaultPlan([{ fault: 'hang' }])).toEqual({ rules: [{ fault: 'hang' }] });
  });
});
