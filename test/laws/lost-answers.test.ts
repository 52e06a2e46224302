import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { listChanges, type Plan } from '../../src/model/plan/plan.ts';
import type { Result } from '../../src/model/plan/result.ts';
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import { listFixtureResources } from '../support/definitions/fixture-resources.ts';
import { createEarlierDefinition, createLaterDefinition } from '../support/every-request-kind.ts';
import { createFaultSchedule, FAULTS, type Fault, type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { prepareTenant } from '../support/prepared-tenant.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { IS_BEYOND_FULL, pickSample } from '../support/run-size.ts';
import { TYPE_FIXTURES } from '../support/shapes/index.ts';
import { createDefinition } from '../support/tenant-builders.ts';
import { findDuplicates, normalizeState } from '../support/tenant-dump.ts';
import { createEmulatorApi, setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
let proxy: FaultProxy;
let api: ManagementApi;

beforeAll(async () => {
  proxy = await startFaultProxy(tenant().emulator.url);
  api = createEmulatorApi({ ...tenant().emulator, url: proxy.url }, { timeoutMs: 1500 });
});
afterAll(async () => {
  await api.close();
  await proxy.close();
});

/** Applies while some writes meet faults, looks whether the result told the truth, and goes on without faults. */
async function applyWithFaults(
  at: TenantPipeline,
  plan: Plan,
  definition: Definition,
  faults: ReadonlyMap<number, Fault>,
): Promise<Result> {
  proxy.clear();
  proxy.chooseFault = createFaultSchedule(faults);
  const result = await at.apply(plan, definition, { api });
  proxy.clear();
  const left = listChanges(await at.plan(definition));
  expectTruthfulResult(plan, result, left);
  const again = await at.plan(definition);
  const second = await at.apply(again, definition);
  expect(second.operations.filter(({ status }) => status !== 'done')).toEqual([]);
  expect(listChanges(await at.plan(definition))).toEqual([]);
  return result;
}

const formatTarget = ({ address, relation }: Pick<Operation, 'address' | 'relation'>): string => `${address} ${relation ?? ''}`;

/** What is done is not planned again, and what failed or never began is. */
function expectTruthfulResult(plan: Plan, result: Result, left: readonly Operation[]): void {
  const open = new Set(left.map(formatTarget));
  const filterByStatus = (status: string) => result.operations.filter((operation) => operation.status === status);
  const unsettled = new Set([...filterByStatus('failed'), ...filterByStatus('not started')].map(formatTarget));
  expect(result.operations.map(({ id }) => id).sort()).toEqual(
    listChanges(plan)
      .map(({ id }) => id)
      .sort(),
  );
  for (const operation of filterByStatus('done'))
    if (!unsettled.has(formatTarget(operation))) expect(open).not.toContain(formatTarget(operation));
  for (const operation of filterByStatus('not started')) expect(open).toContain(formatTarget(operation));
  for (const operation of filterByStatus('failed')) {
    const open_ = operation.problems.some(({ code }) => code === 'outcome-unknown') || operation.partly;
    if (!open_) expect(open).toContain(formatTarget(operation));
  }
}

/** Some faults look the same to the applier: of those every few writes will do. */
const STRIDE: Readonly<Partial<Record<Fault, number>>> = {
  'lost before': 1,
  'lost after': 1,
  'error after': 3,
  truncated: 3,
  'hangs after': 7,
  'hangs before': 7,
};

const listPlaces = (writes: number, stride: number): readonly number[] =>
  Array.from({ length: Math.ceil(writes / stride) }, (_, index) => 1 + index * stride);

/** Types of each shape: made and deployed, bound, replaced whole, settings, a second step, made where there is none. */
const OTHERS = [
  'actions',
  'triggers',
  'promptTexts',
  'tenant',
  'logStreams',
  'emailTemplates',
  'guardianFactors',
  'emailProvider',
];
const declareFixtures = (from: 'before' | 'after', more: readonly string[]): Definition =>
  createDefinition(
    listFixtureResources(TYPE_FIXTURES.map(({ type }) => (OTHERS.includes(type) && !more.includes(type) ? from : 'none'))),
    { prune: ['actions', 'emailProvider'], limits: { delete: ALL, update: ALL } },
    OTHERS,
  );
const ALL = { kind: 'share', percent: 100 } as const;

describe('a plan with every shape of a resource', () => {
  const was = declareFixtures('before', ['emailTemplates', 'logStreams']);
  const will = declareFixtures('after', ['emailProvider']);

  it.each(pickSample(FAULTS.slice(0, 4), 1, 'faults of shapes'))(
    '%s at any write: one more run at most, and the tenant is as declared',
    async (fault) => {
      const at = tenant();
      await prepareTenant(at.emulator, was);
      const { cost } = await at.plan(will);
      for (const k of pickSample(listPlaces(cost.writes, 1), 1, `shapes ${fault}`)) {
        await prepareTenant(at.emulator, was);
        const result = await applyWithFaults(at, await at.plan(will), will, new Map([[k, fault]]));
        expect({ k, wrong: result.operations.filter(({ status }) => status !== 'done') }).toEqual({ k, wrong: [] });
        for (const name of ['actions', 'log-streams']) expect(findDuplicates(at.emulator.dump(), name)).toEqual([]);
      }
    },
  );
});

describe('a plan with every kind of request', () => {
  const earlier = createEarlierDefinition();

  it.each(pickSample(FAULTS, 2, 'faults of kinds'))(
    '%s at any write: nothing twice, nothing missing, and told as it is',
    async (fault) => {
      const at = tenant();
      await prepareTenant(at.emulator, earlier);
      const { plan } = await at.applyDefinition(createLaterDefinition());
      const expected = normalizeState(at.emulator.dump());
      const places = listPlaces(plan.cost.writes, IS_BEYOND_FULL ? 1 : (STRIDE[fault] ?? 1));
      for (const k of pickSample(places, 1, `kinds ${fault}`)) {
        await prepareTenant(at.emulator, earlier);
        const result = await applyWithFaults(
          at,
          await at.plan(createLaterDefinition()),
          createLaterDefinition(),
          new Map([[k, fault]]),
        );
        const dump = at.emulator.dump();
        expect({ k, state: normalizeState(dump) }).toEqual({ k, state: expected });
        expect(findDuplicates(dump, 'clients')).toEqual([]);
        // One lost answer is nothing that the applier could not settle by itself.
        expect({ k, wrong: result.operations.filter(({ status }) => status !== 'done') }).toEqual({ k, wrong: [] });
      }
    },
  );
});

it('faults at any writes of any plan end in the same tenant after at most one more run', async () => {
  const fault = fc.tuple(fc.nat({ max: 40 }), fc.constantFrom(...FAULTS.slice(0, 4)));
  const faulty = fc.record({ worlds: worldPair, faults: fc.array(fault, { minLength: 1, maxLength: 8 }) });
  await fc.assert(
    fc.asyncProperty(faulty, async ({ worlds, faults }) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      await at.applyDefinition(sequence.buildNext(worlds[0]));
      const definition = sequence.buildNext(worlds[1]);
      await applyWithFaults(at, await at.plan(definition), definition, new Map(faults));
    }),
    getRunParameters(30),
  );
});
