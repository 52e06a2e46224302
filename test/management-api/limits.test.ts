import { expect, test } from 'vitest';
import type { ApiEvent } from '../../src/management-api/api-events.ts';
import type { ClientClock } from '../../src/management-api/client-clock.ts';
import { computeTokensPerMs, type Rate } from '../../src/management-api/rate-limits/facts/published-rates.ts';
import { createFastClock, type FastClock } from './fast-clock.ts';
import {
  type Answer,
  answerInTurn,
  answerWith,
  createTestApi,
  type ReceivedRequest,
  sendJson,
  serve,
} from './test-api-server.ts';

const answerRateLimited = (headers: Record<string, string> = {}): Answer =>
  answerWith(429, { statusCode: 429, message: 'Global limit has been reached' }, headers);

test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)(
  '%s: a refusal by the limit did not happen, so it is repeated',
  async (method) => {
    const at = await serve(answerInTurn(answerRateLimited(), answerRateLimited(), answerWith(200, {})));
    const api = createTestApi(at);
    expect(await api.send({ method, path: '/roles' })).toMatchObject({ ok: true });
    expect(api.spent().retries).toBe(2);
  },
);

test('it is waited for as long as the server says', async () => {
  const clock = createFastClock();
  const began = clock.now();
  const events: ApiEvent[] = [];
  const reset = String(Math.ceil(clock.now() / 1000) + 3605);
  const date = new Date((Math.ceil(clock.now() / 1000) + 3600) * 1000).toUTCString();
  const at = await serve(
    answerInTurn(
      answerRateLimited({ 'retry-after': '30' }),
      answerRateLimited({ 'x-ratelimit-reset': reset, date }),
      answerRateLimited(),
      answerWith(200, {}),
    ),
  );
  expect(await createTestApi(at, { clock, onEvent: (event) => events.push(event) }).get('/roles')).toMatchObject({ ok: true });
  const waits = events.flatMap((event) => (event.kind === 'waiting' ? [event] : []));
  expect(waits.slice(0, 2).map(({ ms, why, bucket }) => [ms, why, bucket])).toEqual([
    [30_000, 'limit', 'all other endpoints'],
    [5000, 'limit', 'all other endpoints'],
  ]);
  expect(waits[2]?.ms).toBeLessThan(100);
  // Of each wait a little has passed before somebody sleeps.
  expect(clock.now() - began).toBeGreaterThanOrEqual(35_000);
});

test('a wait that is too long is not begun', async () => {
  const at = await serve(answerRateLimited({ 'retry-after': '86400' }));
  const result = await createTestApi(at).send({ method: 'POST', path: '/keys/signing/rotate' });
  expect(result).toMatchObject({ ok: false, error: { status: 429, carriedOut: 'no', problem: { code: 'rate-limited' } } });
  expect(at.seen).toHaveLength(1);
});

test('a limit that never lets through is given up after ten attempts', async () => {
  const at = await serve(answerRateLimited());
  expect(await createTestApi(at, { clock: createFastClock() }).get('/roles')).toMatchObject({
    ok: false,
    error: { problem: { code: 'rate-limited' } },
  });
  expect(at.seen).toHaveLength(10);
});

test('a refusal holds its whole bucket back, and no other', async () => {
  const sleepers: (() => void)[] = [];
  let skipped = 0;
  const clock: ClientClock = { now: () => Date.now() + skipped, sleep: () => new Promise((resolve) => sleepers.push(resolve)) };
  const refuseFirstRole: Answer = (seen, response) =>
    (seen.url.pathname.endsWith('/roles/1') && seen.times === 0
      ? answerRateLimited({ 'retry-after': '60' })
      : answerWith(200, {}))(seen, response);
  const at = await serve(refuseFirstRole);
  const listPaths = () => at.seen.map(({ url }) => url.pathname.slice(8));
  let resolveWaiting = () => {};
  const refusal = new Promise<void>((resolve) => {
    resolveWaiting = resolve;
  });
  const api = createTestApi(at, { clock, concurrency: 1, onEvent: (event) => event.kind === 'waiting' && resolveWaiting() });
  await api.get('/roles/0');
  await api.get('/organizations');
  const waiting = [api.get('/roles/1'), api.get('/roles/2')];
  await refusal;
  await api.get('/organizations');
  expect(listPaths()).toEqual(['roles/0', 'organizations', 'roles/1', 'organizations']);
  skipped += 60_000;
  for (const wake of sleepers) wake();
  await Promise.all(waiting);
  expect(listPaths().slice(4)).toEqual(['roles/1', 'roles/2']);
});

/** A tenant's token bucket, on the clock that the client uses. */
function createBucketServer(clock: ClientClock, rate: Rate, mine: (seen: ReceivedRequest) => boolean = () => true) {
  const state = { level: rate.burst, at: clock.now(), refused: 0, lowest: rate.burst };
  const take = () => {
    const now = clock.now();
    state.level = Math.min(rate.burst, state.level + (now - state.at) * computeTokensPerMs(rate));
    state.at = now;
    const granted = state.level >= 1;
    if (granted) state.level -= 1;
    state.lowest = Math.min(state.lowest, state.level);
    return granted;
  };
  const answer: Answer = (seen, response) => {
    if (!mine(seen)) return sendJson(response, 200, {});
    const granted = take();
    if (!granted) state.refused += 1;
    const more = (1 - (state.level % 1)) / computeTokensPerMs(rate);
    const headers = {
      date: new Date(state.at).toUTCString(),
      'x-ratelimit-limit': String(rate.burst),
      'x-ratelimit-remaining': String(Math.floor(state.level)),
      'x-ratelimit-reset': String(Math.ceil((state.at + more) / 1000)),
    };
    return sendJson(response, granted ? 200 : 429, {}, headers);
  };
  return { state, answer, take };
}

const PATHS = ['/roles', '/clients', '/connections', '/organizations', '/resource-servers', '/client-grants'];

/** Asks until all is answered: nothing may be refused, and the last fifth is left. How long it takes is held by the simulation of subscriptions. */
async function requestUntilAnswered(rate: Rate, requests: number): Promise<void> {
  const clock = createFastClock();
  const { state, answer } = createBucketServer(clock, rate);
  const at = await serve(answer);
  const api = createTestApi(at, { clock });
  const results = await Promise.all(Array.from({ length: requests }, (_, index) => api.get(PATHS[index % PATHS.length] ?? '/')));
  expect(results.every((result) => result.ok)).toBe(true);
  expect([state.refused, api.spent()]).toEqual([0, { reads: requests, writes: 0, retries: 0 }]);
  // Endpoints that are counted twice may for once be sent together.
  expect(state.lowest).toBeGreaterThan(computeReserve(rate) - 1.1);
}

const computeReserve = ({ burst }: Rate): number => Math.min(Math.ceil(burst * 0.2), burst - 1);

test.each<[string, Rate, number]>([
  ['Free', { burst: 2, count: 2, per: 'second' }, 40],
  ['Enterprise, not production', { burst: 10, count: 2, per: 'second' }, 40],
  ['Enterprise, production', { burst: 50, count: 16, per: 'second' }, 90],
  ['Private Cloud 1x', { burst: 50, count: 50, per: 'second' }, 90],
])('%s: nothing is refused, and the last fifth is left', (_, rate, requests) => requestUntilAnswered(rate, requests));

/** Its time is that of the estimate's own test: this clock skips ahead of answers that are slow. */
test('of a limit that is not published nothing is refused, and the last fifth is left', async () => {
  await requestUntilAnswered({ burst: 37, count: 25, per: 'second' }, 90);
});

test('endpoints with a bucket of their own are not held back by the others', async () => {
  const clock = createFastClock();
  const organizations = createBucketServer(clock, { burst: 5, count: 50, per: 'minute' }, ({ url }) =>
    url.pathname.endsWith('/organizations'),
  );
  const others = createBucketServer(clock, { burst: 10, count: 150, per: 'minute' });
  const at = await serve((seen, response) =>
    (seen.url.pathname.endsWith('/organizations') ? organizations : others).answer(seen, response),
  );
  const api = createTestApi(at, { clock });
  const started = clock.now();
  await Promise.all(Array.from({ length: 60 }, (_, index) => api.get(index % 4 === 0 ? '/organizations' : '/roles')));
  expect([organizations.state.refused, others.state.refused]).toEqual([0, 0]);
  // 15 organizations at 50 a minute beside 45 roles at 150 a minute: 13 and 15 seconds side by side.
  expect(clock.now() - started).toBeLessThan(27_000);
});

test('somebody else who spends is left his share', async () => {
  const clock: FastClock = createFastClock();
  const { state, answer, take } = createBucketServer(clock, { burst: 50, count: 16, per: 'second' });
  let theirs = { at: clock.now(), refused: 0, granted: 0 };
  const at = await serve((seen, response) => {
    for (; theirs.at < clock.now(); theirs = { ...theirs, at: theirs.at + 125 }) {
      if (take()) theirs.granted += 1;
      else theirs.refused += 1;
    }
    return answer(seen, response);
  });
  const api = createTestApi(at, { clock });
  await Promise.all(Array.from({ length: 100 }, () => api.get('/roles')));
  expect([state.refused, theirs.refused]).toEqual([0, 0]);
  expect(theirs.granted).toBeGreaterThan(20);
});

test('a rate of our own is kept, whatever the tenant allows', async () => {
  const clock = createFastClock();
  const at = await serve(answerWith(200, {}));
  const api = createTestApi(at, { clock, maxRate: 10 });
  const started = clock.now();
  await Promise.all(Array.from({ length: 20 }, () => api.get('/roles')));
  expect(clock.now() - started).toBeGreaterThanOrEqual(1800);
  expect(at.seen).toHaveLength(20);
});

test('what waits for a bucket ends with close, and nothing is sent afterwards', async () => {
  const { answer } = createBucketServer({ now: () => 0, sleep: async () => {} }, { burst: 2, count: 1, per: 'day' });
  const at = await serve(answer);
  const api = createTestApi(at);
  await api.get('/roles');
  const waiting = Array.from({ length: 40 }, () => api.send({ method: 'POST', path: '/roles' }));
  await api.close();
  const results = await Promise.all([...waiting, api.get('/roles')]);
  expect(
    new Set(results.map((result) => (result.ok ? 'ok' : `${result.error.problem.code} ${result.error.carriedOut}`))),
  ).toEqual(new Set(['request-aborted no']));
  expect(at.seen).toHaveLength(1);
});

test('what requests will take is known once answers have named their buckets', async () => {
  const clock = createFastClock();
  const { answer } = createBucketServer(clock, { burst: 10, count: 2, per: 'second' });
  const at = await serve(answer);
  const api = createTestApi(at, { clock });
  const writes = Array.from({ length: 108 }, () => ({ method: 'POST', path: '/roles' }) as const);
  expect(api.estimateMs(writes)).toBeUndefined();
  await api.get('/roles');
  // Eight at once, where two stay for others; 100 at two a second.
  expect(api.estimateMs(writes)).toBe(50_000);
  expect(api.estimateMs([{ method: 'PATCH', path: '/roles/{id}' }])).toBe(0);
  const slower = createTestApi(at, { clock, maxRate: 1 });
  expect(slower.estimateMs(writes)).toBe(108_000);
});

test('a wait of more than ten seconds for what comes back is reported once, with its reason and its end', async () => {
  // Long enough for all answers to be there, so that nothing but time is waited for.
  const clock = createFastClock(250);
  const events: ApiEvent[] = [];
  const { answer } = createBucketServer(clock, { burst: 5, count: 5, per: 'minute' });
  const at = await serve(answer);
  const api = createTestApi(at, { clock, onEvent: (event) => events.push(event) });
  await Promise.all([1, 2, 3, 4, 5].map((id) => api.send({ method: 'POST', path: `/custom-domains/${id}/verify` })));
  const waits = events.flatMap((event) => (event.kind === 'waiting' ? [event] : []));
  expect(waits.map(({ why, bucket }) => [why, bucket])).toEqual([['limit', 'verify custom domains']]);
  expect(waits[0]?.ms).toBeGreaterThan(10_000);
  expect(waits[0]?.until).toBeGreaterThan(0);
  expect(api.spent().retries).toBe(0);
});

test('a limit that is not published and a refusal that comes last do not stall: after the reset it is asked once', async () => {
  const clock = createFastClock();
  const began = clock.now();
  const plenty = { 'x-ratelimit-limit': '2000', 'x-ratelimit-remaining': '1990', 'x-ratelimit-reset': '0' };
  const spent = { ...plenty, 'x-ratelimit-remaining': '0', 'retry-after': '1' };
  const at = await serve(answerInTurn(answerRateLimited(spent), answerWith(200, {}, plenty)));
  expect(await createTestApi(at, { clock }).get('/roles')).toMatchObject({ ok: true });
  expect(at.seen).toHaveLength(2);
  expect(clock.now() - began).toBeLessThan(5000);
});
