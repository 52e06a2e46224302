import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import { narrowDefinition } from '../../src/fetcher/need/narrow-definition.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import { listChanges, type Plan } from '../../src/model/plan/plan.ts';
import type { Problem } from '../../src/model/problem/problem.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { expectAllDone, setUpTenantPipeline, type TenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

/** Each resource in turn is applied on its own. What another one still holds (a name, a unique value) has to wait for that one. */
it('--only for each resource in turn ends in the same tenant as the whole, and nothing else changes', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, fc.boolean(), async (worlds, isReversed) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      const [first, second] = worlds;
      await at.applyDefinition(sequence.buildNext(first));
      const definition = sequence.buildNext(second);
      const addresses = [...new Set([...definition.resources, ...definition.absent].map(({ address }) => address))];
      let waiting = isReversed ? addresses.toReversed() : addresses;
      for (let before = -1; waiting.length > 0 && waiting.length !== before; ) {
        before = waiting.length;
        const held: string[] = [];
        for (const address of waiting) if (!(await applyOnly(at, definition, address))) held.push(address);
        waiting = held;
      }
      const rest = await at.plan(definition);
      expect(listChanges(rest).filter(({ address }) => addresses.includes(address) && !waiting.includes(address))).toEqual([]);
    }),
    getRunParameters(15),
  );
});

const WAITS_FOR_OTHERS = new Set(['unique-value-taken', 'rename-conflict', 'reference-cycle', 'dangling-reference']);

/** Returns whether it was possible. */
async function applyOnly(at: TenantPipeline, definition: Definition, address: string): Promise<boolean> {
  const { plan, problems } = await planOnly(at, definition, address);
  if (!plan) {
    expect(problems.filter(({ code }) => !WAITS_FOR_OTHERS.has(code))).toEqual([]);
    return false;
  }
  const planned = new Set([address, ...(plan.selection?.required ?? [])]);
  expect(listChanges(plan).filter((operation) => !planned.has(operation.address))).toEqual([]);
  expectAllDone(await at.apply(plan, definition));
  return true;
}

async function planOnly(
  at: TenantPipeline,
  definition: Definition,
  address: string,
): Promise<{ readonly plan?: Plan; readonly problems: readonly Problem[] }> {
  const only = [address];
  const snapshot = await fetchSnapshot(at.api, computeFetchNeed(narrowDefinition(definition, CATALOGUE, only), CATALOGUE));
  if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error));
  const input = { definition, catalogue: CATALOGUE, tool: 'test', allow: ['user-loss'], only } as const;
  const planned = planChanges({ ...input, snapshot: snapshot.value });
  return planned.ok ? { plan: planned.value, problems: [] } : { problems: planned.error };
}
