import { describe, expect, it } from 'vitest';
import { SUBSCRIPTION_NAMES, type SubscriptionName } from '../../src/emulator/index.ts';
import { requestToken, startTenant, type TestAnswer, type TestTenant } from './test-tenant.ts';

const START = Date.parse('2026-08-01T00:00:00Z');

interface LimitedTenant extends TestTenant {
  pass(ms: number): void;
}

async function startLimitedTenant(plan: SubscriptionName): Promise<LimitedTenant> {
  let time = START;
  const there = await startTenant({ plan, now: () => new Date(time) });
  return {
    ...there,
    pass: (ms) => {
      time += ms;
    },
  };
}

const listRateHeaders = ({ status, headers }: TestAnswer): readonly unknown[] => [
  status,
  headers.get('x-ratelimit-limit'),
  headers.get('x-ratelimit-remaining'),
  Number(headers.get('x-ratelimit-reset')) - START / 1000,
];

/** Sends until it is refused: how many got through. */
async function countUntilRefused({ get }: TestTenant, path: string): Promise<number> {
  for (let count = 0; ; count += 1) if ((await get(path)).status === 429) return count;
}

describe('one bucket for all', () => {
  it('free: two at once, two a second', async () => {
    const there = await startLimitedTenant('free');
    expect(listRateHeaders(await there.get('/roles'))).toEqual([200, '2', '1', 1]);
    expect(listRateHeaders(await there.get('/organizations'))).toEqual([200, '2', '0', 1]);
    const refused = await there.get('/clients');
    expect(listRateHeaders(refused)).toEqual([429, '2', '0', 1]);
    expect(refused.body).toEqual({
      statusCode: 429,
      error: 'Too Many Requests',
      message: 'Global limit has been reached',
      errorCode: 'too_many_requests',
    });
    there.pass(499);
    expect((await there.get('/roles')).status).toBe(429);
    there.pass(1);
    expect((await there.get('/roles')).status).toBe(200);
    expect((await there.get('/roles')).status).toBe(429);
    there.pass(60_000);
    expect(await countUntilRefused(there, '/roles')).toBe(2);
  });

  it.each<readonly [SubscriptionName, number]>([
    ['enterprise', 50],
    ['enterprise-nonprod', 10],
    ['private-dev', 20],
    ['private-100', 50],
  ])('%s: %i at once', async (plan, expected) => {
    expect(await countUntilRefused(await startLimitedTenant(plan), '/roles')).toBe(expected);
  });

  it('a wrong request is paid for, one without a token is not', async () => {
    const there = await startLimitedTenant('free');
    await there.call('POST', '/roles', {});
    expect(
      (await there.call('GET', '/roles', undefined, { authorization: 'Bearer x' })).headers.get('x-ratelimit-limit'),
    ).toBeNull();
    expect(listRateHeaders(await there.get('/roles'))).toEqual([200, '2', '0', 1]);
  });
});

describe('buckets of endpoints', () => {
  it('enterprise: charged beside the one for all', async () => {
    const there = await startLimitedTenant('enterprise');
    expect(listRateHeaders(await there.get('/organizations'))).toEqual([200, '10', '9', 1]);
    expect(await countUntilRefused(there, '/organizations')).toBe(9);
    expect(listRateHeaders(await there.get('/roles'))).toEqual([200, '50', '38', 1]);
    there.pass(600);
    expect(listRateHeaders(await there.get('/organizations'))).toEqual([200, '10', '0', 2]);
  });

  it('enterprise-nonprod: the one for all comes first', async () => {
    const there = await startLimitedTenant('enterprise-nonprod');
    expect(await countUntilRefused(there, '/organizations/name/x')).toBe(10);
    expect(listRateHeaders(await there.get('/organizations/name/x'))).toEqual([429, '10', '0', 1]);
  });

  it('essentials: apart from all others', async () => {
    const there = await startLimitedTenant('essentials');
    expect(await countUntilRefused(there, '/clients')).toBe(5);
    expect(await countUntilRefused(there, '/connections')).toBe(5);
    expect(await countUntilRefused(there, '/organizations')).toBe(5);
    expect(await countUntilRefused(there, '/roles')).toBe(10);
    expect(await countUntilRefused(there, '/clients/nobody')).toBe(0);
  });

  it('tells one endpoint from another', async () => {
    const there = await startLimitedTenant('professional');
    expect(listRateHeaders(await there.get('/organizations/org_0000000000000000'))[1]).toBe('20');
    expect(listRateHeaders(await there.get('/organizations/name/x'))[1]).toBe('10');
    expect(listRateHeaders(await there.call('POST', '/organizations', {}))[1]).toBe('5');
    expect(listRateHeaders(await there.get('/organizations/org_0000000000000000/enabled_connections'))[1]).toBe('5');
    expect(listRateHeaders(await there.get('/logs'))[1]).toBe('10');
  });

  it.each(SUBSCRIPTION_NAMES)('%s: has limits', async (plan) => {
    const there = await startLimitedTenant(plan);
    expect(Number((await there.get('/roles')).headers.get('x-ratelimit-limit'))).toBeGreaterThan(1);
  });
});

it('limits tokens, too', async () => {
  const there = await startLimitedTenant('essentials');
  const answers = await Promise.all(Array.from({ length: 30 }, () => requestToken(there.emulator)));
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(24);
  const refused = answers.find((answer) => answer.status === 429);
  expect(await refused?.json()).toEqual({ error: 'too_many_requests', error_description: 'Global limit has been reached' });
  expect(refused?.headers.get('x-ratelimit-limit')).toBe('25');
});

describe('another client', () => {
  it('spends at once', async () => {
    const there = await startLimitedTenant('enterprise');
    there.emulator.consume({ requests: 48 });
    expect(await countUntilRefused(there, '/roles')).toBe(2);
    there.pass(1000);
    there.emulator.consume({ requests: 7, path: '/organizations' });
    expect(await countUntilRefused(there, '/organizations')).toBe(3);
  });

  it('takes its share of what comes back', async () => {
    const there = await startLimitedTenant('enterprise');
    there.emulator.consume({ share: 0.5 });
    expect(await countUntilRefused(there, '/roles')).toBe(50);
    there.pass(1000);
    expect(await countUntilRefused(there, '/roles')).toBe(8);
    there.emulator.consume({ share: 0 });
    there.pass(1000);
    expect(await countUntilRefused(there, '/roles')).toBe(16);
  });

  it('can be had over HTTP', async () => {
    const there = await startLimitedTenant('free');
    const headers = { 'content-type': 'application/json' };
    const at = `${there.emulator.url}/_emulator/consume`;
    expect((await fetch(at, { method: 'POST', headers, body: '{"requests":1}' })).status).toBe(204);
    expect(await countUntilRefused(there, '/roles')).toBe(1);
  });
});

it('a refusal by rate is in the log', async () => {
  const there = await startLimitedTenant('free');
  await countUntilRefused(there, '/roles');
  expect(there.emulator.logs()).toMatchObject([{ type: 'api_limit', details: { request: { method: 'get' } } }]);
});
