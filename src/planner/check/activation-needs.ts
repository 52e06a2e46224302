import { getObjectMember } from '../../model/json/json-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Activation } from '../../resources/resource-type.ts';
import type { Matching, ResourcePair, TypeMatch } from '../match/match-resources.ts';

/** Refuses what the API would refuse to put into effect: what the tenant is not done with, and two of which only one can be. */
export const refuseUnmetActivations = (matching: Matching): readonly Problem[] =>
  matching.types.flatMap((type) => {
    const { activation: effect } = type.definition;
    if (!effect) return [];
    const activated = type.pairs.filter(({ declared }) => getObjectMember(declared.fields, effect.field) === true);
    return [
      ...reportUnmetNeeds(activated, effect),
      ...(effect.exclusive ? reportExclusiveConflicts(activated, type, effect) : []),
    ];
  });

const reportUnmetNeeds = (activated: readonly ResourcePair[], { field, prerequisite: needs }: Activation): readonly Problem[] =>
  needs === undefined
    ? []
    : activated
        .filter(
          ({ live }) =>
            getObjectMember(live?.body ?? {}, field) !== true && getObjectMember(live?.body ?? {}, needs.member) !== needs.is,
        )
        .map(
          ({ declared: { address }, live }): Problem => ({
            code: 'not-in-effect',
            severity: 'error',
            message: `"${field}: true" of ${address} takes a ${needs.member} of "${needs.is}"; ${live ? `it is "${getObjectMember(live.body, needs.member)}"` : 'it is not there yet'}`,
            place: { kind: 'address', address, pointer: `/${field}` },
            hint: needs.hint,
          }),
        );

const reportExclusiveConflicts = (
  [first, ...others]: readonly ResourcePair[],
  { definition }: TypeMatch,
  { field }: Activation,
): readonly Problem[] =>
  others.map(
    ({ declared: { address } }): Problem => ({
      code: 'duplicate-value',
      severity: 'error',
      message: `"${field}: true" of ${address} is declared for ${first?.declared.address} as well`,
      place: { kind: 'address', address, pointer: `/${field}` },
      hint: `Declare it for one ${definition.noun} only.`,
    }),
  );
