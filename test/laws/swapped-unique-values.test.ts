import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { listChanges } from '../../src/model/plan/plan.ts';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

/** Rules by name with the priority of each; or aliases by client. Two states of one tenant in which every value may have changed hands. */
const priorities = fc
  .uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 })
  .chain((values) =>
    fc
      .shuffledSubarray(['a', 'b', 'c', 'd', 'e'], { minLength: values.length, maxLength: values.length })
      .map((names) => names.map((name, n) => [name, values[n] ?? 1] as const)),
  );

const writeRules = (entries: readonly (readonly [string, number])[]): string =>
  stringify({
    networkACLs: entries.map(([description, priority]) => ({
      description,
      priority,
      active: true,
      rule: { scope: 'tenant', action: { block: true }, match: { asns: [64500] } },
    })),
    reconcile: { prune: ['networkACLs'], limits: { delete: '100%', update: '100%' } },
  });

it('priorities that only one rule may have change hands in one apply, whatever the permutation', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(priorities, priorities), async (states) => {
      tenant().emulator.reset();
      for (const state of states) {
        const { definition } = await loadOrThrow(writeRules(state));
        await tenant().applyDefinition(definition);
        expect(listChanges(await tenant().plan(definition))).toEqual([]);
      }
    }),
    getRunParameters(60),
  );
});

const aliases = fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 4, maxLength: 4 }).map((owners) =>
  ['A', 'B', 'C'].map((name) => ({
    name,
    client_aliases: ['w', 'x', 'y', 'z'].filter((_, n) => owners[n] === name).map((alias) => `urn:${alias}`),
  })),
);

it('so do values in lists', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(aliases, aliases), async (states) => {
      tenant().emulator.reset();
      for (const clients of states) {
        const { definition } = await loadOrThrow(stringify({ clients }));
        await tenant().applyDefinition(definition);
        expect(listChanges(await tenant().plan(definition))).toEqual([]);
      }
    }),
    getRunParameters(30),
  );
});
