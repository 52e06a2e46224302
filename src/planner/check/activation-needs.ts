import { member } from '../../model/json/json.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Effect } from '../../resources/define.ts';
import type { Matching, Pair, TypeMatch } from '../match/match-resources.ts';

/** Refuses what the API would refuse to put into effect: what the tenant is not done with, and two of which only one can be. */
export const refuseUnmetEffects = (matching: Matching): readonly Problem[] =>
  matching.types.flatMap((type) => {
    const { effect } = type.definition;
    if (!effect) return [];
    const wanted = type.pairs.filter(({ declared }) => member(declared.fields, effect.field) === true);
    return [...unmet(wanted, effect), ...(effect.exclusive ? rivals(wanted, type, effect) : [])];
  });

const unmet = (wanted: readonly Pair[], { field, needs }: Effect): readonly Problem[] =>
  needs === undefined
    ? []
    : wanted
        .filter(({ live }) => member(live?.body ?? {}, field) !== true && member(live?.body ?? {}, needs.member) !== needs.is)
        .map(
          ({ declared: { address }, live }): Problem => ({
            code: 'not-in-effect',
            severity: 'error',
            message: `"${field}: true" of ${address} takes a ${needs.member} of "${needs.is}"; ${live ? `it is "${member(live.body, needs.member)}"` : 'it is not there yet'}`,
            place: { kind: 'address', address, pointer: `/${field}` },
            hint: needs.how,
          }),
        );

const rivals = ([first, ...others]: readonly Pair[], { definition }: TypeMatch, { field }: Effect): readonly Problem[] =>
  others.map(
    ({ declared: { address } }): Problem => ({
      code: 'duplicate-value',
      severity: 'error',
      message: `"${field}: true" of ${address} is declared for ${first?.declared.address} as well`,
      place: { kind: 'address', address, pointer: `/${field}` },
      hint: `Declare it for one ${definition.noun} only.`,
    }),
  );
