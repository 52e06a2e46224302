import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DefinitionSequence, worldPair } from '../support/definitions/definition-sequence.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();

it('the requests that a plan announces are the requests that apply makes, and a second plan announces none', async () => {
  await fc.assert(
    fc.asyncProperty(worldPair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const sequence = new DefinitionSequence(at);
      for (const world of worlds) {
        const definition = sequence.buildNext(world);
        const plan = await at.plan(definition);
        const from = at.listRequests().length;
        const result = await at.apply(plan, definition);
        const made = at.listRequests(from);
        const reads = made.filter(({ method }) => method === 'GET').length;
        expect({ reads, writes: made.length - reads }).toEqual(plan.cost);
        expect(result.requests).toEqual(plan.cost);
        expect((await at.plan(definition)).cost).toEqual({ reads: 0, writes: 0 });
      }
    }),
    getRunParameters(30),
  );
});
