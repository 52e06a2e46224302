import { getObjectMember } from '../../model/json/json-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Activation } from '../../resources/resource-type.ts';
import type { Matching, ResourcePair, TypeMatch } from '../match/match-resources.ts';

/** Refuses activations that the API would reject: of a resource that is not ready, or of two where only one can be active. */
export const refuseUnmetActivations = (matching: Matching): readonly Problem[] =>
  matching.types.flatMap((type) => {
    const { activation } = type.definition;
    if (!activation) return [];
    const activated = type.pairs.filter(({ declared }) => getObjectMember(declared.fields, activation.field) === true);
    return [
      ...reportUnmetNeeds(activated, activation),
      ...(activation.exclusive ? reportExclusiveConflicts(activated, type, activation) : []),
    ];
  });

const reportUnmetNeeds = (activated: readonly ResourcePair[], { field, prerequisite }: Activation): readonly Problem[] =>
  prerequisite === undefined
    ? []
    : activated
        .filter(
          ({ live }) =>
            getObjectMember(live?.body ?? {}, field) !== true &&
            getObjectMember(live?.body ?? {}, prerequisite.member) !== prerequisite.is,
        )
        .map(
          ({ declared: { address }, live }): Problem => ({
            code: 'not-in-effect',
            severity: 'error',
            message: `"${field}: true" of ${address} requires ${prerequisite.member} "${prerequisite.is}"; ${live ? `it is "${getObjectMember(live.body, prerequisite.member)}"` : 'the resource does not exist yet'}`,
            place: { kind: 'address', address, pointer: `/${field}` },
            hint: prerequisite.hint,
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
      message: `"${field}: true" of ${address} is also declared for ${first?.declared.address}; only one ${definition.noun} can have it`,
      place: { kind: 'address', address, pointer: `/${field}` },
      hint: `Declare it for only one ${definition.noun}.`,
    }),
  );
