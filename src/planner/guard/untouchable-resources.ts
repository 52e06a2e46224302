import { toAddress } from '../../model/address.ts';
import { toPointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { type Draft, EMPTY_DRAFT } from '../draft.ts';
import type { Matching, ResourcePair, TypeMatch, UntouchableResource } from '../match/match-resources.ts';
import { getSecretPointers } from '../operations/changed-fields.ts';
import type { PlanningContext } from '../planning-context.ts';
import { isEditable, nameRefusedField, pickEditable } from './editable-paths.ts';

/** Treats Auth0's own resources like any other if they differ only in fields that the API allows to change. */
export const admitSystemChanges = (matching: Matching, context: PlanningContext): Matching => ({
  ...matching,
  types: matching.types.map((type): TypeMatch => {
    const admitted = type.untouchable.filter((resource) => isAdmitted(type.definition, resource, context));
    return {
      ...type,
      pairs: [...type.pairs, ...admitted.map((resource) => admitResource(type.definition, resource))],
      untouchable: type.untouchable.filter((resource) => !admitted.includes(resource)),
    };
  }),
});

/** Reduces the declaration to what may change, because the API refuses a request that repeats anything else. */
const admitResource = (type: ResourceType, { declared, live }: UntouchableResource): ResourcePair => ({
  declared: { ...declared, fields: pickEditable(declared.fields, type.getEditableSystemFields?.(live.body) ?? [], type.key) },
  live,
});

function isAdmitted(type: ResourceType, resource: UntouchableResource, context: PlanningContext): boolean {
  const changes = findDifferences(type, resource, context);
  const allowed = resource.whose === 'system' ? (type.getEditableSystemFields?.(resource.live.body) ?? []) : [];
  return changes.length > 0 && changes.every((change) => isEditable(change, allowed));
}

const findDifferences = (
  type: ResourceType,
  { declared, live }: UntouchableResource,
  context: PlanningContext,
): readonly Change[] =>
  computeFieldChanges(getResourceShape(type), live.body, declared.fields, context.getCompareOptions(getSecretPointers(declared)));

/** Refuses declared changes to resources that tenon must not change. A note would not be enough: the plan would look complete. */
export const refuseUntouchable = (matching: Matching, context: PlanningContext): readonly Problem[] =>
  matching.types.flatMap(({ definition, untouchable }) =>
    untouchable.flatMap((resource) => describeRefusal(definition, resource, findDifferences(definition, resource, context))),
  );

function describeRefusal(
  type: ResourceType,
  { declared, live, whose }: UntouchableResource,
  changes: readonly Change[],
): readonly Problem[] {
  const allowed = type.getEditableSystemFields?.(live.body) ?? [];
  const refusedChanges = whose === 'system' ? changes.filter((change) => !isEditable(change, allowed)) : changes;
  const refused = [...new Set(refusedChanges.map((change) => nameRefusedField(change, whose === 'system' ? allowed : [])))];
  const [first] = refused;
  if (first === undefined) return [];
  const place = { kind: 'address', address: declared.address, pointer: toPointer(first.split('.')) } as const;
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
