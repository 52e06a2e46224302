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
import { pair, Teller } from '../support/definitions/steps.ts';
import { apiOf, emulatedForFile } from '../support/emulated.ts';
import { runs } from '../support/runs.ts';
import { shuffledWire } from '../support/shuffled-wire.ts';

const tenant = emulatedForFile();

const planOf = (definition: Definition, snapshot: Snapshot): string => {
  const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
  if (!made.ok) throw new Error(JSON.stringify(made.error, null, 2));
  return JSON.stringify(made.value, null, 1);
};

/** The same types in pages of other sizes. */
const inPages = (pageSize: number) =>
  createCatalogue(
    CATALOGUE.all.map((type) => ({
      ...type,
      ...(type.kind === 'collection' ? { list: { ...type.list, pageSize } } : {}),
      relations: type.relations.map((relation) => ({ ...relation, list: { ...relation.list, pageSize } })),
    })),
  );

it('order of lists, sets and members, and the size of pages change not a byte of a plan', async () => {
  await fc.assert(
    fc.asyncProperty(pair, fc.integer({ min: 1, max: 9999 }), async (worlds, seed) => {
      const at = tenant();
      at.emulator.reset();
      const teller = new Teller(at);
      await at.become(teller.next(worlds[0]));
      const definition = teller.next(worlds[1]);
      const plain = planOf(definition, await at.snapshot(definition));
      const mixed = apiOf(at.emulator, { transport: shuffledWire(seed) });
      const types = inPages(1 + (seed % 4));
      const fetched = await fetchSnapshot(mixed, computeFetchNeed(definition, types));
      await mixed.close();
      if (!fetched.ok) throw new Error(JSON.stringify(fetched.error));
      expect(planOf(definition, fetched.value)).toBe(plain);
    }),
    runs(15),
  );
});

const reversed = (value: JsonValue): JsonValue => {
  if (isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return reversedMembers(value);
};
const reversedMembers = (value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, item]) => [name, reversed(item)]),
  );

/** A plan without the order in which it tells things: that follows the files. */
function loosely(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(loosely).sort((a, b) => (toCanonicalJson(a) < toCanonicalJson(b) ? -1 : 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, loosely(item)]));
}
const meaningOf = (plan: Plan): JsonValue => loosely(JSON.parse(JSON.stringify(plan)));
/** Where a cycle is broken, a resource is written twice, and of several that could be, it is the first one. */
function takesApart({ operations }: Plan): boolean {
  const written = operations.filter(({ action }) => action === 'create' || action === 'update').map(({ address }) => address);
  return new Set(written).size < written.length;
}

it('the order in which a definition says things changes the order of a plan and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(pair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const teller = new Teller(at);
      await at.become(teller.next(worlds[0]));
      const definition = teller.next(worlds[1]);
      const turned = {
        ...definition,
        declared: definition.declared.toReversed(),
        resources: definition.resources.map((one) => ({ ...one, fields: reversedMembers(one.fields) })).reverse(),
      };
      const plan = await at.plan(definition);
      fc.pre(!takesApart(plan));
      expect(meaningOf(await at.plan(turned))).toEqual(meaningOf(plan));
    }),
    runs(15),
  );
});
