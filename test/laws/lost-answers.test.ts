import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManagementApi } from '../../src/management-api/management-api.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { listChanges, type Plan } from '../../src/model/plan/plan.ts';
import type { Result } from '../../src/model/plan/result.ts';
import { shapeResources } from '../support/definitions/shapes.ts';
import { pair, Teller } from '../support/definitions/steps.ts';
import { apiOf, type Emulated, emulatedForFile } from '../support/emulated.ts';
import { earlier, later } from '../support/every-kind.ts';
import { FAULTS, type Fault, type FaultProxy, faultsAt, startProxy } from '../support/proxy.ts';
import { runs } from '../support/runs.ts';
import { SHAPES } from '../support/shapes/index.ts';
import { IS_BEYOND_FULL, sampleOf } from '../support/size.ts';
import { doubles, normalState } from '../support/state.ts';
import { definitionOf } from '../support/tenants.ts';

const tenant = emulatedForFile();
let proxy: FaultProxy;
let api: ManagementApi;

beforeAll(async () => {
  proxy = await startProxy(tenant().emulator.url);
  api = apiOf({ ...tenant().emulator, url: proxy.url }, { timeoutMs: 1500 });
});
afterAll(async () => {
  await api.close();
  await proxy.close();
});

/** Applies while some writes meet faults, looks whether the result told the truth, and goes on without faults. */
async function applyWithFaults(
  at: Emulated,
  plan: Plan,
  definition: Definition,
  faults: ReadonlyMap<number, Fault>,
): Promise<Result> {
  proxy.clear();
  proxy.misbehave = faultsAt(faults);
  const result = await at.apply(plan, definition, { api });
  proxy.clear();
  const left = listChanges(await at.plan(definition));
  expectTruth(plan, result, left);
  const again = await at.plan(definition);
  const second = await at.apply(again, definition);
  expect(second.operations.filter(({ status }) => status !== 'done')).toEqual([]);
  expect(listChanges(await at.plan(definition))).toEqual([]);
  return result;
}

const target = ({ address, relation }: Pick<Operation, 'address' | 'relation'>): string => `${address} ${relation ?? ''}`;

/** What is done is not planned again, and what failed or never began is. */
function expectTruth(plan: Plan, result: Result, left: readonly Operation[]): void {
  const open = new Set(left.map(target));
  const told = (status: string) => result.operations.filter((operation) => operation.status === status);
  const unsettled = new Set([...told('failed'), ...told('not started')].map(target));
  expect(result.operations.map(({ id }) => id).sort()).toEqual(
    listChanges(plan)
      .map(({ id }) => id)
      .sort(),
  );
  for (const operation of told('done')) if (!unsettled.has(target(operation))) expect(open).not.toContain(target(operation));
  for (const operation of told('not started')) expect(open).toContain(target(operation));
  for (const operation of told('failed')) {
    const open_ = operation.problems.some(({ code }) => code === 'outcome-unknown') || operation.partly;
    if (!open_) expect(open).toContain(target(operation));
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

const placesIn = (writes: number, stride: number): readonly number[] =>
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
const shapes = (from: 'before' | 'after', more: readonly string[]): Definition =>
  definitionOf(
    shapeResources(SHAPES.map(({ type }) => (OTHERS.includes(type) && !more.includes(type) ? from : 'none'))),
    { prune: ['actions', 'emailProvider'], limits: { delete: ALL, update: ALL } },
    OTHERS,
  );
const ALL = { kind: 'share', percent: 100 } as const;

describe('a plan with every shape of a resource', () => {
  const was = shapes('before', ['emailTemplates', 'logStreams']);
  const will = shapes('after', ['emailProvider']);

  it.each(sampleOf(FAULTS.slice(0, 4), 2, 'faults of shapes'))(
    '%s at any write: one more run at most, and the tenant is as declared',
    async (fault) => {
      const at = tenant();
      at.emulator.reset();
      await at.become(was);
      const { cost } = await at.plan(will);
      for (const k of sampleOf(placesIn(cost.writes, 1), 1, `shapes ${fault}`)) {
        at.emulator.reset();
        await at.become(was);
        const result = await applyWithFaults(at, await at.plan(will), will, new Map([[k, fault]]));
        expect({ k, wrong: result.operations.filter(({ status }) => status !== 'done') }).toEqual({ k, wrong: [] });
        for (const name of ['actions', 'log-streams']) expect(doubles(at.emulator.dump(), name)).toEqual([]);
      }
    },
  );
});

describe('a plan with every kind of request', () => {
  it.each(sampleOf(FAULTS, 4, 'faults of kinds'))(
    '%s at any write: nothing twice, nothing missing, and told as it is',
    async (fault) => {
      const at = tenant();
      at.emulator.reset();
      await at.become(earlier());
      const { plan } = await at.become(later());
      const wanted = normalState(at.emulator.dump());
      const places = placesIn(plan.cost.writes, IS_BEYOND_FULL ? 1 : (STRIDE[fault] ?? 1));
      for (const k of sampleOf(places, 1, `kinds ${fault}`)) {
        at.emulator.reset();
        await at.become(earlier());
        const result = await applyWithFaults(at, await at.plan(later()), later(), new Map([[k, fault]]));
        const dump = at.emulator.dump();
        expect({ k, state: normalState(dump) }).toEqual({ k, state: wanted });
        expect(doubles(dump, 'clients')).toEqual([]);
        // One lost answer is nothing that the applier could not settle by itself.
        expect({ k, wrong: result.operations.filter(({ status }) => status !== 'done') }).toEqual({ k, wrong: [] });
      }
    },
  );
});

it('faults at any writes of any plan end in the same tenant after at most one more run', async () => {
  const fault = fc.tuple(fc.nat({ max: 40 }), fc.constantFrom(...FAULTS.slice(0, 4)));
  const faulty = fc.record({ worlds: pair, faults: fc.array(fault, { minLength: 1, maxLength: 8 }) });
  await fc.assert(
    fc.asyncProperty(faulty, async ({ worlds, faults }) => {
      const at = tenant();
      at.emulator.reset();
      const teller = new Teller(at);
      await at.become(teller.next(worlds[0]));
      const definition = teller.next(worlds[1]);
      await applyWithFaults(at, await at.plan(definition), definition, new Map(faults));
    }),
    runs(30),
  );
});
