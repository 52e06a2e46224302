import { toAddress } from '../../model/address.ts';
import { getObjectMember } from '../../model/json/json-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getLiveResources, type Snapshot } from '../../model/snapshot.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { type FoundReference, findReferences } from '../../schema/schema-references.ts';
import type { Matching, ResourcePair } from '../match/match-resources.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Refuses references that the API accepts only to active targets (deployed actions) if the plan leaves the target inactive. */
export function refuseInactiveReferences(matching: Matching, snapshot: Snapshot, context: PlanningContext): readonly Problem[] {
  return matching.types.flatMap(({ definition, pairs }) =>
    pairs.flatMap(({ declared }) =>
      findReferences(getResourceShape(definition), declared.fields)
        .filter((reference) => reference.inEffect && !isActiveAfterPlan(reference, matching, snapshot, context))
        .map((reference) => buildInactiveProblem(declared.address, reference, context)),
    ),
  );
}

/** Checks whether the target of a reference is active after the plan. True for unknown targets: another check reports those. */
function isActiveAfterPlan(reference: FoundReference, matching: Matching, snapshot: Snapshot, context: PlanningContext): boolean {
  const match = matching.types.find(({ definition }) => definition.type === reference.type);
  const key = context.names.toKey(reference.type, reference.value);
  const pair = match?.pairs.find(({ declared }) => declared.key === key);
  const id = context.names.findId(reference.type, key);
  const live = pair?.live ?? getLiveResources(snapshot, reference.type).find((resource) => resource.id === id);
  return match?.definition.activation === undefined || (!pair && !live) || isRunning(match.definition.activation, pair, live);
}

/** Checks whether a resource is active or will be. `pair` is its declaration, if the plan includes it. */
export const isRunning = (
  activation: NonNullable<ResourceType['activation']>,
  pair: ResourcePair | undefined,
  live: ResourcePair['live'],
): boolean =>
  (pair && getObjectMember(pair.declared.fields, activation.field) === true) ||
  (live !== undefined &&
    (getObjectMember(live.body, activation.field) === true || getObjectMember(live.body, activation.activeMember) != null));

const buildInactiveProblem = (address: string, { type, value, at }: FoundReference, context: PlanningContext): Problem => ({
  code: 'not-in-effect',
  severity: 'error',
  message: `${toAddress(type, context.names.toKey(type, value))} is not deployed, but ${address} requires it to be`,
  place: { kind: 'address', address, pointer: at },
  hint: 'Remove "deployed: false" from it, or remove the reference.',
});
