import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toCanonicalJson } from '../../src/model/json/json-value.ts';
import { listChanges, type Plan } from '../../src/model/plan/plan.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { pair, Teller } from '../support/definitions/steps.ts';
import { emulatedForFile, expectDone } from '../support/emulated.ts';
import { asSent, type Meaning, type Sent, waitsFor } from '../support/planned-requests.ts';
import { runs } from '../support/runs.ts';

const tenant = emulatedForFile();
const textOf = ({ method, path, body }: Sent): string => `${method} ${path} ${toCanonicalJson(body ?? null)}`;

it('the requests that apply makes are the plan’s, in an order that the plan allows', async () => {
  await fc.assert(
    fc.asyncProperty(pair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const teller = new Teller(at);
      for (const world of worlds) {
        const definition = teller.next(world);
        const snapshot = await at.snapshot(definition);
        const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test', allow: ['user-loss'] });
        if (!made.ok) expect.fail(JSON.stringify(made.error));
        const from = at.requests().length;
        const result = await at.apply(made.value, definition);
        expectDone(result);
        expectCarriedOut(made.value, { definition, snapshot, result }, at.writes(from));
      }
    }),
    runs(30),
  );
});

function expectCarriedOut(plan: Plan, meaning: Meaning, writes: readonly Sent[]): void {
  const operations = listChanges(plan);
  const planned = operations.flatMap((operation) =>
    operation.requests
      .filter(({ method }) => method !== 'GET')
      .map((request) => ({ id: operation.id, text: textOf(asSent(operation, request, meaning)) })),
  );
  const made = writes.map(textOf);
  expect([...made].sort()).toEqual(planned.map(({ text }) => text).sort());
  const places = placesOf(planned, made);
  for (const operation of operations) {
    for (const other of waitsFor(operation, operations)) {
      expect(Math.max(...(places.get(other) ?? [-1]))).toBeLessThan(Math.min(...(places.get(operation.id) ?? [made.length])));
    }
  }
}

/** Where each operation's requests stand among all that were made. */
function placesOf(planned: readonly { readonly id: string; readonly text: string }[], made: readonly string[]) {
  const places = new Map<string, number[]>();
  const free = [...made.keys()];
  for (const { id, text } of planned) {
    const place = free.findIndex((index) => made[index] === text);
    places.set(id, [...(places.get(id) ?? []), free.splice(place, 1)[0] ?? -1]);
  }
  return places;
}
