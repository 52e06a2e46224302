import { getObjectMember } from '../../model/json/json-value.ts';
import { toPointer } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { isCollection } from '../../resources/resource-type.ts';
import type { Matching } from '../match/match-resources.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Refuses declared secrets that the API would refuse in a create, such as a password that is too short for its connection. */
export const refuseWeakSecrets = ({ types }: Matching, context: PlanningContext): readonly Problem[] =>
  types.flatMap(({ definition, pairs }) => {
    const secret = isCollection(definition) ? definition.randomSecret : undefined;
    if (!secret) return [];
    return pairs.flatMap(({ declared: { address, fields }, live }): readonly Problem[] => {
      // Empty: the secret is not set here, as in a plan of a fork. An apply refuses that by itself.
      const value = getObjectMember(fields, secret.field) || undefined;
      const target = live ? undefined : context.findTarget(definition, fields, secret.where.field);
      const expected = target && typeof value === 'string' ? secret.findFault(value, target) : undefined;
      if (expected === undefined) return [];
      return [
        {
          code: 'wrong-value',
          severity: 'error',
          message: `the ${secret.field} of ${address} does not meet the policy of its ${secret.where.field}`,
          place: { kind: 'address', address, pointer: toPointer([secret.field]) },
          expected,
          hint: `Use a stronger ${secret.field}, or leave it out: then a random one is set.`,
        },
      ];
    });
  });
