import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/emulator/index.ts';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import { succeed } from '../../src/model/plan/outcome.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getCreateSample } from '../support/create-samples.ts';
import { pickSample } from '../support/run-size.ts';
import { createDefinition } from '../support/tenant-builders.ts';
import { createEmulatorApi, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
let shortTimeoutApi: ManagementApi;
beforeAll(() => {
  shortTimeoutApi = createEmulatorApi(tenant().emulator, { timeoutMs: 5000, retries: { baseMs: 1 } });
});
afterAll(() => shortTimeoutApi.close());
beforeEach(() => tenant().emulator.reset());

const LOOKS: readonly FaultRule['fault'][] = [{ status: 500 }, { status: 503 }, 'dropBefore'];

/** The client, on a line on which nothing can be read once an answer was lost. */
const createBlindApi = (fault: FaultRule['fault']): ManagementApi => ({
  ...shortTimeoutApi,
  send: async (request) => {
    const sent = await shortTimeoutApi.send(request);
    if (!sent.ok) tenant().emulator.setFaults([{ method: 'GET', fault }]);
    return sent;
  },
});

/** How many posts to a path were carried out. */
const countPosts = (path: string, from: number): number =>
  tenant()
    .listWrites(from)
    .filter(({ method, path: at }) => method === 'POST' && at === `/api/v2${path}`).length;

const CREATED = CATALOGUE.collections.filter(({ scopes }) => scopes.create !== undefined);

describe.each(pickSample(CREATED, 4, 'lost look-ups'))('a create of $type whose answer is lost', ({ type, path }) => {
  const sample = getCreateSample(type);

  it.each(LOOKS)('ends as not known where nobody can look (%j), and is not sent again', async (fault) => {
    const at = tenant();
    await at.applyDefinition(createDefinition(sample.needs));
    const definition = createDefinition([...sample.needs, sample.made]);
    const plan = await at.plan(definition);
    const from = at.listRequests().length;
    at.emulator.setFaults([{ method: 'POST', path, nth: 1, fault: 'dropAfter' }]);
    const result = await at.apply(plan, definition, { api: createBlindApi(fault), concurrency: 1 });
    at.emulator.setFaults([]);
    const made = result.operations.find(({ action }) => action === 'create');
    expect([made?.status, made?.problems[0]?.code]).toEqual(['failed', 'outcome-unknown']);
    expect(countPosts(path, from)).toBe(1);
    // The next run takes it up from what is there.
    await at.applyDefinition(definition);
    expect(listChanges(await at.plan(definition))).toEqual([]);
  });
});

describe('reads that lag behind a lost create', () => {
  const { made, needs } = getCreateSample('clients');
  const lostAnswerRetry = { attempts: 2, delayMs: 1, lateMs: 5 };

  /** The client, with reads that do not show the new resource for as long as `isBlind` says. */
  const createLaggingApi = (isBlind: (looks: number, posts: number) => boolean, from: number): ManagementApi => {
    let looks = 0;
    return {
      ...shortTimeoutApi,
      list: async (endpoint, path) => {
        const seen = await shortTimeoutApi.list(endpoint, path);
        const posts = countPosts('/clients', from);
        if (posts === 0 || !seen.ok) return seen;
        looks += 1;
        return isBlind(looks, posts) ? succeed(seen.value.filter(({ name }) => name !== made.key)) : seen;
      },
    };
  };

  async function applyWithLag(isBlind: (looks: number, posts: number) => boolean) {
    const at = tenant();
    const definition = createDefinition([...needs, made]);
    const plan = await at.plan(definition);
    const from = at.listRequests().length;
    const waits: number[] = [];
    at.emulator.setFaults([{ method: 'POST', path: '/clients', nth: 1, fault: 'dropAfter' }]);
    const result = await at.apply(plan, definition, {
      api: createLaggingApi(isBlind, from),
      lostAnswerRetry,
      onEvent: (event) => void (event.kind === 'waiting' && waits.push(event.ms)),
    });
    return {
      waits,
      posts: countPosts('/clients', from),
      outcome: result.operations.map(({ status, problems }) => [status, problems[0]?.code]),
    };
  }

  it('for longer than the early looks: a late one finds it, and the wait is announced', async () => {
    expect(await applyWithLag((looks) => looks <= lostAnswerRetry.attempts)).toEqual({
      waits: [5],
      posts: 1,
      outcome: [['done', undefined]],
    });
  });

  it('for longer than all looks: there are two of it then, and both are named', async () => {
    expect(await applyWithLag((_, posts) => posts < 2)).toEqual({
      waits: [5],
      posts: 2,
      outcome: [['failed', 'resource-doubled']],
    });
  });
});
