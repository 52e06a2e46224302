import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import { isArray, isObject, type JsonObject, type JsonValue, toCanonicalJson } from '../../src/model/json/json-value.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createCatalogue } from '../../src/resources/create-catalogue.ts';
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { createShuffledTransport } from '../support/shuffled-transport.ts';
import { createEmulatorApi, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

const buildPlanJson = (definition: Definition, snapshot: Snapshot): string => {
  const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
  if (!made.ok) throw new Error(JSON.stringify(made.error, null, 2));
  return JSON.stringify(made.value, null, 1);
};

/** The same types in pages of other sizes. */
const setPageSize = (pageSize: number) =>
  createCatalogue(
    CATALOGUE.all.map((type) => ({
      ...type,
      ...(type.kind === 'collection' ? { list: { ...type.list, pageSize } } : {}),
      relations: type.relations.map((relation) => ({ ...relation, list: { ...relation.list, pageSize } })),
    })),
  );

it('order of lists, sets and members, and the size of pages change not a byte of a plan', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, fc.integer({ min: 1, max: 9999 }), async (worlds, seed) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      await at.applyDefinition(sequence.buildNext(worlds[0]));
      const definition = sequence.buildNext(worlds[1]);
      const plain = buildPlanJson(definition, await at.takeSnapshot(definition));
      const mixed = createEmulatorApi(at.emulator, { transport: createShuffledTransport(seed) });
      const types = setPageSize(1 + (seed % 4));
      const fetched = await fetchSnapshot(mixed, computeFetchNeed(definition, types));
      await mixed.close();
      if (!fetched.ok) throw new Error(JSON.stringify(fetched.error));
      expect(buildPlanJson(definition, fetched.value)).toBe(plain);
    }),
    getRunParameters(15),
  );
});

const reverseValue = (value: JsonValue): JsonValue => {
  if (isArray(value)) return value.map(reverseValue);
  if (!isObject(value)) return value;
  return reverseMembers(value);
};
const reverseMembers = (value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, item]) => [name, reverseValue(item)]),
  );

/** A plan without the order in which it tells things: that follows the files. */
function sortLists(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(sortLists).sort((a, b) => (toCanonicalJson(a) < toCanonicalJson(b) ? -1 : 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, sortLists(item)]));
}
const normalizePlan = (plan: Plan): JsonValue => sortLists(JSON.parse(JSON.stringify(plan)));
/** Where a cycle is broken, a resource is written twice, and of several that could be, it is the first one. */
function hasBrokenCycle({ operations }: Plan): boolean {
  const written = operations.filter(({ action }) => action === 'create' || action === 'update').map(({ address }) => address);
  return new Set(written).size < written.length;
}

it('the order in which a definition says things changes the order of a plan and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      await at.applyDefinition(sequence.buildNext(worlds[0]));
      const definition = sequence.buildNext(worlds[1]);
      const reversedDefinition = {
        ...definition,
        declared: definition.declared.toReversed(),
        resources: definition.resources.map((one) => ({ ...one, fields: reverseMembers(one.fields) })).reverse(),
      };
      const plan = await at.plan(definition);
      fc.pre(!hasBrokenCycle(plan));
      expect(normalizePlan(await at.plan(reversedDefinition))).toEqual(normalizePlan(plan));
    }),
    getRunParameters(15),
  );
});
