import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listChanges } from '../../src/model/plan/plan.ts';
import { pair, Teller } from '../support/definitions/steps.ts';
import { emulatedForFile } from '../support/emulated.ts';
import { runs } from '../support/runs.ts';

const tenant = emulatedForFile();

/** Covers the law of order as well: `become` fails where a single request is refused. */
it('after a complete apply the next plan is empty, and every operation of it is done', async () => {
  await fc.assert(
    fc.asyncProperty(pair, async (worlds) => {
      const at = tenant();
      at.emulator.reset();
      const teller = new Teller(at);
      for (const world of worlds) {
        const definition = teller.next(world);
        await at.become(definition);
        expect(listChanges(await at.plan(definition))).toEqual([]);
      }
    }),
    runs(40),
  );
});
