import { toAddress } from '../../model/address.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { type Draft, EMPTY_DRAFT } from '../draft.ts';
import type { Matching, TypeMatch, UntouchableResource } from '../match/match-resources.ts';
import { getSecretPointers, listChangedFields } from '../operations/changed-fields.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Treats Auth0's own resources like any other if they differ only in fields that the API allows to change. */
export const admitSystemChanges = (matching: Matching, context: PlanningContext): Matching => ({
  ...matching,
  types: matching.types.map((type): TypeMatch => {
    const admitted = type.untouchable.filter((resource) => isAdmitted(type.definition, resource, context));
    return {
      ...type,
      pairs: [...type.pairs, ...admitted.map(({ declared, live }) => ({ declared, live }))],
      untouchable: type.untouchable.filter((resource) => !admitted.includes(resource)),
    };
  }),
});

function isAdmitted(type: ResourceType, resource: UntouchableResource, context: PlanningContext): boolean {
  const fields = findDifferingFields(type, resource, context);
  const allowed = resource.whose === 'system' ? (type.getEditableSystemFields?.(resource.live.body) ?? []) : [];
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

/** Refuses declared changes to resources that tenon must not change. A note would not be enough: the plan would look complete. */
export const refuseUntouchable = (matching: Matching, context: PlanningContext): readonly Problem[] =>
  matching.types.flatMap(({ definition, untouchable }) =>
    untouchable.flatMap((resource) => describeRefusal(definition, resource, findDifferingFields(definition, resource, context))),
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
        message: `${declared.address} is tenon's own client, and the plan would change its ${list}`,
        place,
        hint: "tenon never changes its own access. Declare the tenant's values, or remove the resource from the definition.",
      },
    ];
  return [
    {
      code: 'system-resource',
      severity: 'error',
      message: `${declared.address} belongs to Auth0, which does not allow changes to ${list}`,
      place,
      hint:
        allowed.length === 0
          ? "Declare the tenant's values, or remove the resource from the definition."
          : `Auth0 allows changes to ${allowed.join(', ')}. Declare the tenant's values for the other fields, or omit them.`,
    },
  ];
}

/** Creates a note for each untouchable resource. Called only if none of them differs. */
export const noteUntouchable = ({ definition, untouchable }: TypeMatch): readonly Draft[] =>
  untouchable.map(({ declared, whose }) => ({
    ...EMPTY_DRAFT,
    operation: {
      id: `note ${toAddress(definition.type, declared.key)}`,
      action: 'note',
      address: declared.address,
      changes: [],
      requests: [],
      why: whose === 'system' ? 'belongs to Auth0; not changed' : "is tenon's own client; not changed",
      risk: 'safe',
      origin: declared.origin,
    },
  }));
