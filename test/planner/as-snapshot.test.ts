import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asSnapshot } from '../../src/planner/as-snapshot.ts';
import { RESOURCE_TYPES } from '../../src/resources/index.ts';
import { build } from '../support/definitions/build.ts';
import { NOTHING, settle } from '../support/definitions/settle.ts';
import { world } from '../support/definitions/world.ts';
import { runs } from '../support/runs.ts';
import { ids, planned } from './planning.ts';

it('a definition against itself changes nothing', () => {
  fc.assert(
    fc.property(world, (drawn) => {
      const definition = build(settle(drawn, NOTHING).declared, NOTHING, () => undefined);
      expect(ids(planned(definition, asSnapshot(definition, RESOURCE_TYPES)))).toEqual([]);
    }),
    runs(100),
  );
});
