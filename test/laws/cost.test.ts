import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pair, Teller } from '../support/definitions/steps.ts';
import { emulatedForFile } from '../support/emulated.ts';
import { runs } from '../support/runs.ts';

const tenant = emulatedForFile();

it('the requests that a plan announces are the requests that apply makes, and a second plan announces none', async () => {
  await fc.assert(
    fc.asyncProperty(pair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const teller = new Teller(at);
      for (const world of worlds) {
        const definition = teller.next(world);
        const plan = await at.plan(definition);
        const from = at.requests().length;
        const result = await at.apply(plan, definition);
        const made = at.requests(from);
        const reads = made.filter(({ method }) => method === 'GET').length;
        expect({ reads, writes: made.length - reads }).toEqual(plan.cost);
        expect(result.requests).toEqual(plan.cost);
        expect((await at.plan(definition)).cost).toEqual({ reads: 0, writes: 0 });
      }
    }),
    runs(30),
  );
});
