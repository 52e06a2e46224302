import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toCanonicalJson } from '../../src/model/json/json-value.ts';
import { listChanges, type Plan } from '../../src/model/plan/plan.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import {
  listDependencies,
  type PlaceholderContext,
  resolvePlannedRequest,
  type SentRequest,
} from '../support/planned-requests.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { expectAllDone, setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
/** What stands in a plan for a password that apply makes, and what a password of apply looks like. */
const RANDOM_PASSWORDS = /\{"\$random":"password"\}|"(?:[a-z][A-Z]\d[!-*@^]){18}"/g;
const formatRequest = ({ method, path, body }: SentRequest): string =>
  `${method} ${path} ${toCanonicalJson(body ?? null).replaceAll(RANDOM_PASSWORDS, '"random"')}`;

it('the requests that apply makes are the plan’s, in an order that the plan allows', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      for (const world of worlds) {
        const definition = sequence.buildNext(world);
        const snapshot = await at.takeSnapshot(definition);
        const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test', allow: ['user-loss'] });
        if (!made.ok) expect.fail(JSON.stringify(made.error));
        const from = at.listRequests().length;
        const result = await at.apply(made.value, definition);
        expectAllDone(result);
        expectCarriedOut(made.value, { definition, snapshot, result }, at.listWrites(from));
      }
    }),
    getRunParameters(30),
  );
});

function expectCarriedOut(plan: Plan, context: PlaceholderContext, writes: readonly SentRequest[]): void {
  const operations = listChanges(plan);
  const planned = operations.flatMap((operation) =>
    operation.requests
      .filter(({ method, carried }) => method !== 'GET' && !carried)
      .map((request) => ({ id: operation.id, text: formatRequest(resolvePlannedRequest(operation, request, context)) })),
  );
  const made = writes.map(formatRequest);
  expect([...made].sort()).toEqual(planned.map(({ text }) => text).sort());
  const places = findPositions(planned, made);
  for (const operation of operations) {
    for (const other of listDependencies(operation, operations)) {
      expect(Math.max(...(places.get(other) ?? [-1]))).toBeLessThan(Math.min(...(places.get(operation.id) ?? [made.length])));
    }
  }
}

/** Where each operation's requests stand among all that were made. */
function findPositions(planned: readonly { readonly id: string; readonly text: string }[], made: readonly string[]) {
  const places = new Map<string, number[]>();
  const free = [...made.keys()];
  for (const { id, text } of planned) {
    const place = free.findIndex((index) => made[index] === text);
    places.set(id, [...(places.get(id) ?? []), free.splice(place, 1)[0] ?? -1]);
  }
  return places;
}
