import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/emulator/index.ts';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import type { DeclaredResource } from '../../src/model/definition/definition.ts';
import { isObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { type CreateSample, getCreateSample } from '../support/create-samples.ts';
import { pickSample } from '../support/run-size.ts';
import { createDefinition } from '../support/tenant-builders.ts';
import { normalizeState } from '../support/tenant-dump.ts';
import { createEmulatorApi, expectAllDone, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
let shortTimeoutApi: ManagementApi;

beforeAll(() => {
  shortTimeoutApi = createEmulatorApi(tenant().emulator, { timeoutMs: 1000 });
});
afterAll(() => shortTimeoutApi.close());

const FAULTS: readonly FaultRule['fault'][] = [
  'dropBefore',
  'dropAfter',
  'hang',
  'truncate',
  'garbage',
  { errorAfter: 502 },
  { status: 503 },
];

/** Reads lag behind writes for longer than one look, and for less than all of them. */
const LAG = 60;
/** Planned as if names were unique, which no source promises: no 409 is documented for them. */
const NOT_PROMISED: readonly string[] = ['actions', 'selfServiceProfiles'];
const retry = { attempts: 3, delayMs: 40, lateMs: 40 };

/** Creates it while its request meets the faults, and looks at what the tenant is then. */
async function createWithFaults(
  sample: CreateSample,
  rules: readonly FaultRule[],
  others: readonly DeclaredResource[] = [],
): Promise<readonly string[]> {
  const at = tenant();
  const definition = createDefinition([...sample.needs, ...others, sample.made]);
  const plan = await at.plan(definition);
  at.emulator.setFaults(rules);
  const result = await at.apply(plan, definition, { api: shortTimeoutApi, lostAnswerRetry: retry, concurrency: 1 });
  at.emulator.setFaults([]);
  expectAllDone(result);
  expect(listChanges(await at.plan(definition))).toEqual([]);
  return normalizeState(at.emulator.dump());
}

async function prepareTenant(sample: CreateSample): Promise<void> {
  tenant().emulator.reset();
  await tenant().applyDefinition(createDefinition(sample.needs));
}

const CREATED = CATALOGUE.collections.filter(({ scopes }) => scopes.create !== undefined);

describe.each(pickSample(CREATED, 2, 'lost creates'))('a create of $type', ({ type, path }) => {
  const sample = getCreateSample(type);

  it('whatever becomes of its answer, is there once', async () => {
    await prepareTenant(sample);
    const expected = await createWithFaults(sample, []);
    for (const fault of FAULTS) {
      await prepareTenant(sample);
      const state = await createWithFaults(sample, [{ method: 'POST', path, nth: 1, fault }]);
      expect({ fault, state }).toEqual({ fault, state: expected });
    }
  });

  // Where the API is known to refuse a second one of a name, it tells so that the first is there, however late reads are.
  const lags = CATALOGUE.get(type)?.unique && !NOT_PROMISED.includes(type) ? [LAG, 3 * LAG] : [LAG];

  it.each(lags)('is there once where reads lag %i ms behind as well', async (staleReadsMs) => {
    await prepareTenant(sample);
    const expected = await createWithFaults(sample, []);
    await prepareTenant(sample);
    const marker = 'tenon-lag';
    // Somebody else's write hides what comes after it from all reads.
    const lag = { method: 'POST', path: '/roles', nth: 1, fault: { staleReadsMs } } as const;
    const at = tenant();
    const definition = createDefinition([...sample.needs, sample.made]);
    const plan = await at.plan(definition);
    at.emulator.setFaults([lag, { method: 'POST', path, nth: path === '/roles' ? 2 : 1, fault: 'dropAfter' }]);
    const other = await at.api.send({ method: 'POST', path: '/roles', body: { name: marker } });
    const result = await at.apply(plan, definition, { api: shortTimeoutApi, lostAnswerRetry: retry });
    at.emulator.setFaults([]);
    expectAllDone(result);
    const id = other.ok && isObject(other.value.body) ? other.value.body.id : '';
    await at.api.send({ method: 'DELETE', path: `/roles/${String(id)}` });
    expect(normalizeState(at.emulator.dump())).toEqual(expected);
  });
});

it('a new client beside namesakes is neither taken for one of them nor made twice', async () => {
  const at = tenant();
  const { made } = getCreateSample('clients');
  if (CATALOGUE.get('clients')?.unique !== false) throw new Error('clients have unique names now');
  for (const fault of pickSample(FAULTS, 3, 'lost namesakes')) {
    at.emulator.reset();
    const first = await at.api.send({ method: 'POST', path: '/clients', body: { name: 'Lost', description: 'the first' } });
    const id = first.ok && isObject(first.value.body) ? String(first.value.body.client_id) : '';
    const twin = { ...made, pinnedId: id, fields: { name: 'Lost', description: 'the first' } };
    const state = await createWithFaults({ needs: [], made }, [{ method: 'POST', path: '/clients', nth: 1, fault }], [twin]);
    expect({ fault, count: state.filter((line) => line.startsWith('clients ') && line.includes('"Lost"')).length }).toEqual({
      fault,
      count: 2,
    });
  }
});
