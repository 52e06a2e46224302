import { toAddress } from '../../model/address.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { type Draft, EMPTY_DRAFT } from '../draft.ts';
import type { Matching, TypeMatch, UntouchableResource } from '../match/match-resources.ts';
import { getSecretPointers, listChangedFields } from '../operations/changed-fields.ts';
import type { PlanningContext } from '../planning-context.ts';

/** What belongs to Auth0 itself is managed like anything else where all that differs are fields that the API lets one change. */
export const admitSystemChanges = (matching: Matching, context: PlanningContext): Matching => ({
  ...matching,
  types: matching.types.map((type): TypeMatch => {
    const admitted = type.untouchable.filter((one) => isAdmitted(type.definition, one, context));
    return {
      ...type,
      pairs: [...type.pairs, ...admitted.map(({ declared, live }) => ({ declared, live }))],
      untouchable: type.untouchable.filter((one) => !admitted.includes(one)),
    };
  }),
});

function isAdmitted(type: ResourceType, one: UntouchableResource, context: PlanningContext): boolean {
  const fields = findDifferingFields(type, one, context);
  const allowed = one.whose === 'system' ? (type.getEditableSystemFields?.(one.live.body) ?? []) : [];
  return fields.length > 0 && fields.every((field) => allowed.includes(field));
}

const findDifferingFields = (
  type: ResourceType,
  { declared, live }: UntouchableResource,
  context: PlanningContext,
): readonly string[] =>
  listChangedFields(
    computeFieldChanges(
      getResourceShape(type),
      live.body,
      declared.fields,
      context.getCompareOptions(getSecretPointers(declared)),
    ),
  );

/** A declared change that nobody makes is an error, not a note: the plan would otherwise promise what it does not do. */
export const refuseUntouchable = (matching: Matching, context: PlanningContext): readonly Problem[] =>
  matching.types.flatMap(({ definition, untouchable }) =>
    untouchable.flatMap((one) => describeRefusal(definition, one, findDifferingFields(definition, one, context))),
  );

function describeRefusal(
  type: ResourceType,
  { declared, live, whose }: UntouchableResource,
  fields: readonly string[],
): readonly Problem[] {
  const allowed = type.getEditableSystemFields?.(live.body) ?? [];
  const refused = whose === 'system' ? fields.filter((field) => !allowed.includes(field)) : fields;
  const [first] = refused;
  if (first === undefined) return [];
  const place = { kind: 'address', address: declared.address, pointer: `/${first}` } as const;
  const list = refused.join(', ');
  if (whose === 'self')
    return [
      {
        code: 'self-managed',
        severity: 'error',
        message: `${declared.address} is what tenon runs as, and it would change: ${list}`,
        place,
        hint: 'tenon never changes its own access. Declare what the tenant has, or take the resource out of the definition.',
      },
    ];
  return [
    {
      code: 'system-resource',
      severity: 'error',
      message: `${declared.address} belongs to Auth0, which does not let you change ${list}`,
      place,
      hint:
        allowed.length === 0
          ? 'Declare what the tenant has, or take the resource out of the definition.'
          : `It lets you change ${allowed.join(', ')}. Declare the rest as the tenant has it, or leave it out.`,
    },
  ];
}

/** Nothing of these differs. */
export const noteUntouchable = ({ definition, untouchable }: TypeMatch): readonly Draft[] =>
  untouchable.map(({ declared, whose }) => ({
    ...EMPTY_DRAFT,
    operation: {
      id: `note ${toAddress(definition.type, declared.key)}`,
      action: 'note',
      address: declared.address,
      changes: [],
      requests: [],
      why: whose === 'system' ? 'belongs to Auth0 itself; left as it is' : 'is what tenon itself runs as; left as it is',
      risk: 'safe',
      origin: declared.origin,
    },
  }));
