import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildSnapshotFromDefinition } from '../../src/planner/definition-as-snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { declareClientWithKeys, generatePublicPem } from '../support/client-keys.ts';
import { buildDefinition } from '../support/definitions/build-definition.ts';
import { EMPTY_WORLD, makeReachable } from '../support/definitions/make-reachable.ts';
import { world } from '../support/definitions/world.ts';
import { getRunParameters } from '../support/run-parameters.ts';
import { getOnlyOperation, listOperationIds, planOrFail } from './plan-helpers.ts';

it('a definition against itself changes nothing', () => {
  fc.assert(
    fc.property(world, (drawn) => {
      const definition = buildDefinition(makeReachable(drawn, EMPTY_WORLD).declared, EMPTY_WORLD, () => undefined);
      expect(listOperationIds(planOrFail(definition, buildSnapshotFromDefinition(definition, CATALOGUE)))).toEqual([]);
    }),
    getRunParameters(100),
  );
});

it('a definition with keys against itself changes nothing, and against another what differs', () => {
  const [a, b] = ['a', 'b'].map((name) => ({ name, credential_type: 'public_key', pem: generatePublicPem() }));
  if (!a || !b) throw new Error('no keys');
  const both = declareClientWithKeys([a, b]);
  expect(listOperationIds(planOrFail(both, buildSnapshotFromDefinition(both, CATALOGUE)))).toEqual([]);
  const { changes } = getOnlyOperation(planOrFail(declareClientWithKeys([b]), buildSnapshotFromDefinition(both, CATALOGUE)));
  expect(changes).toMatchObject([{ op: 'remove', path: '/client_authentication_methods/private_key_jwt/credentials/a' }]);
});
