import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openCache } from '../../src/fetcher/cache/open-cache.ts';
import { load } from '../../src/loader/load-definition.ts';
import type { Problem } from '../../src/model/problem/problem.ts';
import { renderDriftUpdate } from '../../src/reporter/text/drift/text-drift-update.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import type { DriftDelta } from '../../src/workflows/drift/drift-delta.ts';
import { watchDrift } from '../../src/workflows/drift/watch-drift.ts';
import { createPorts } from '../../src/workflows/ports.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const emulated = setUpTenantPipeline();
const YAML = 'roles:\n  - name: admin\n    description: May do all\n  - name: helper\n';

interface WatchOutcome {
  readonly exit: number;
  readonly deltas: readonly DriftDelta[];
  readonly problems: readonly Problem[];
  /** Requests of each interval. */
  readonly requests: readonly (readonly string[])[];
}

type Step = () => unknown;

/** Watches through these steps: each happens while the watch sleeps; after the last it is ended. */
async function runSteps(steps: readonly Step[], maxAge = 3600, now = () => new Date()): Promise<WatchOutcome> {
  const { api, emulator } = emulated();
  const loaded = await load({ files: [join(createTemporaryFolder({ 'tenant.yaml': YAML }), 'tenant.yaml')], env: {} });
  const cache = await openCache({ api, catalogue: CATALOGUE, tool: 'test', now, maxAge });
  if (!loaded.ok || !cache.ok) throw new Error('not begun');
  const controller = new AbortController();
  const deltas: DriftDelta[] = [];
  const problems: Problem[] = [];
  const requests: string[][] = [];
  let at = 0;
  let from = emulator.requests().length;
  const sleep = async (): Promise<void> => {
    if (at > 0)
      requests.push(
        emulator
          .requests()
          .slice(from)
          .map(({ method, path }) => `${method} ${path.replace('/api/v2', '')}`),
      );
    const step = steps[at++];
    if (step) await step();
    else controller.abort();
    from = emulator.requests().length;
  };
  const ports = createPorts({ report: (found) => void problems.push(...found) });
  const outcome = await watchDrift(
    {
      loaded: loaded.value,
      files: ['tenant.yaml'],
      cache: cache.value,
      api,
      clock: { now: () => now().getTime(), sleep },
      intervalMs: 1000,
      signal: controller.signal,
      onChange: async (delta) => void deltas.push(delta),
    },
    ports,
  );
  if (!outcome.ok) problems.push(...outcome.error);
  const exit = !outcome.ok ? 1 : outcome.value.entries.length > 0 ? 2 : 0;
  return { exit, deltas, problems, requests };
}

const ids = new Map<string, string>();
const getAnnClient = () => emulated().emulator.asPerson({ user_id: 'u', name: 'Ann Example', email: 'ann@acme.test' });
const change =
  (description: string): Step =>
  () =>
    getAnnClient().request('PATCH', `/roles/${ids.get('admin')}`, { description });
const doNothing: Step = () => undefined;

beforeEach(async () => {
  const { emulator, api } = emulated();
  emulator.reset();
  emulator.setFaults([]);
  for (const name of ['admin', 'helper']) {
    const made = await api.send({
      method: 'POST',
      path: '/roles',
      body: { name, description: name === 'admin' ? 'May do all' : 'x' },
    });
    const body = made.ok ? made.value.body : undefined;
    if (typeof body === 'object' && body !== null && 'id' in body) ids.set(name, String(body.id));
  }
});

test('nothing happens: one request an interval', async () => {
  const { exit, deltas, requests } = await runSteps([doNothing, doNothing, doNothing]);
  expect(exit).toBe(0);
  expect(deltas.map(({ first }) => first)).toEqual([true]);
  expect(requests).toEqual([['GET /logs'], ['GET /logs'], ['GET /logs']]);
});

test('a change is told at the next look, by name, with the one read that it takes', async () => {
  const { exit, deltas, requests } = await runSteps([doNothing, change('May do nothing'), doNothing]);
  expect(exit).toBe(2);
  expect(deltas[1]).toMatchObject({
    first: false,
    added: { entries: [{ address: 'roles/admin', kind: 'tenant changed', by: { who: { name: 'Ann Example' } } }] },
  });
  expect(requests).toEqual([['GET /logs'], ['GET /logs', `GET /roles/${ids.get('admin')}`], ['GET /logs']]);
});

test('only what is new is told again, and what matches the definition again', async () => {
  const remove: Step = () => getAnnClient().request('DELETE', `/roles/${ids.get('helper')}`);
  const { exit, deltas } = await runSteps([change('x'), remove, change('May do all'), doNothing]);
  expect(exit).toBe(2);
  expect(deltas.map(({ added, settled }) => [added.entries.map(({ address }) => address), settled])).toEqual([
    [[], []],
    [['roles/admin'], []],
    [['roles/helper'], []],
    [[], ['roles/admin']],
  ]);
  const [, , , last] = deltas;
  const text = last ? renderDriftUpdate(last, '2026-11-20T14:03:00.000Z', { colour: false, width: 100 }) : '';
  expect(text).toMatch(/^\n2026-11-20 14:03 UTC {2}\S+\n\n= roles\/admin {2}\S.*\n\n\S.*\b1\b/);
});

test('what concerns nobody is not told', async () => {
  const createOtherClient: Step = () => getAnnClient().request('POST', '/clients', { name: 'Other' });
  const { deltas, requests } = await runSteps([createOtherClient, doNothing]);
  expect(deltas).toHaveLength(1);
  expect(requests[0]).toEqual(['GET /logs']);
});

test('more than a page of other events costs two requests more, however many they are', async () => {
  const createManyEvents: Step = async () => {
    for (let event = 0; event < 350; event++) await getAnnClient().request('POST', '/roles', {});
    await change('x')();
  };
  const { deltas, requests } = await runSteps([createManyEvents, doNothing]);
  expect(requests[0]?.filter((request) => request === 'GET /logs')).toHaveLength(3);
  expect(deltas[1]).toMatchObject({ added: { entries: [{ address: 'roles/admin' }] } });
  expect(requests[1]).toEqual(['GET /logs']);
});

describe('trouble', () => {
  const setReadFault =
    (status: number): Step =>
    () =>
      emulated().emulator.setFaults([{ method: 'GET', fault: { status, body: { statusCode: status, message: 'x' } } }]);
  const clearFaults: Step = () => emulated().emulator.setFaults([]);

  test('that passes is told once, and nothing is missed', async () => {
    const { exit, deltas, problems } = await runSteps([
      async () => {
        await change('x')();
        setReadFault(400)();
      },
      doNothing,
      clearFaults,
      doNothing,
    ]);
    expect(problems).toHaveLength(1);
    expect(deltas[1]).toMatchObject({ added: { entries: [{ address: 'roles/admin' }] } });
    expect(exit).toBe(2);
  });

  test('while looking at a change leaves it to the next look', async () => {
    const { deltas, problems } = await runSteps([
      async () => {
        await change('x')();
        emulated().emulator.setFaults([
          { path: '/roles', fault: { status: 400, body: { message: 'x' } } },
          { path: '/roles/{id}', fault: { status: 400, body: { message: 'x' } } },
        ]);
      },
      clearFaults,
      doNothing,
    ]);
    expect(problems).toHaveLength(1);
    expect(deltas.map(({ added }) => added.entries.length)).toEqual([0, 1]);
  });

  test('that does not pass ends it', async () => {
    const { exit, problems } = await runSteps([setReadFault(401), doNothing, doNothing]);
    expect(exit).toBe(1);
    expect(problems).toMatchObject([{ code: 'credentials-refused' }]);
  });

  test('at the first look ends it', async () => {
    emulated().emulator.setFaults([{ path: '/roles', fault: { status: 400, body: { message: 'x' } } }]);
    const { exit, deltas } = await runSteps([doNothing]);
    expect([exit, deltas.length]).toEqual([1, 0]);
  });
});

test('everything is read again when what is known is old', async () => {
  let now = Date.now();
  const advanceClock: Step = () => {
    now += 7200_000;
  };
  const { requests } = await runSteps([advanceClock, doNothing], 3600, () => new Date(now));
  expect(requests).toEqual([['GET /logs', 'GET /roles'], ['GET /logs']]);
});

test('a log that is empty at first is followed from its first event', async () => {
  emulated().emulator.reset();
  const make: Step = () => getAnnClient().request('POST', '/roles', { name: 'admin', description: 'May do all' });
  const { deltas, requests } = await runSteps([doNothing, make, doNothing]);
  expect(requests[0]).toEqual(['GET /logs']);
  expect(deltas[1]).toMatchObject({ settled: ['roles/admin'] });
});
