import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listChanges } from '../../src/model/plan/plan.ts';
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

/** Covers the law of order as well: `become` fails where a single request is refused. */
it('after a complete apply the next plan is empty, and every operation of it is done', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      for (const world of worlds) {
        const definition = sequence.buildNext(world);
        await at.applyDefinition(definition);
        expect(listChanges(await at.plan(definition))).toEqual([]);
      }
    }),
    getRunParameters(40),
  );
});
