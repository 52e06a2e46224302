import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildSnapshotFromDefinition } from '../../src/planner/definition-as-snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { build } from '../support/definitions/build.ts';
import { NOTHING, settle } from '../support/definitions/settle.ts';
import { world } from '../support/definitions/world.ts';
import { clientWith, publicPem } from '../support/keys.ts';
import { runs } from '../support/runs.ts';
import { ids, only, planned } from './planning.ts';

it('a definition against itself changes nothing', () => {
  fc.assert(
    fc.property(world, (drawn) => {
      const definition = build(settle(drawn, NOTHING).declared, NOTHING, () => undefined);
      expect(ids(planned(definition, buildSnapshotFromDefinition(definition, CATALOGUE)))).toEqual([]);
    }),
    runs(100),
  );
});

it('a definition with keys against itself changes nothing, and against another what differs', () => {
  const [a, b] = ['a', 'b'].map((name) => ({ name, credential_type: 'public_key', pem: publicPem() }));
  if (!a || !b) throw new Error('no keys');
  const both = clientWith([a, b]);
  expect(ids(planned(both, buildSnapshotFromDefinition(both, CATALOGUE)))).toEqual([]);
  const { changes } = only(planned(clientWith([b]), buildSnapshotFromDefinition(both, CATALOGUE)));
  expect(changes).toMatchObject([{ op: 'remove', path: '/client_authentication_methods/private_key_jwt/credentials/a' }]);
});
