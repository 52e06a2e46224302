import { toAddress } from '../../model/address.ts';
import { getObjectMember } from '../../model/json/json-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getLiveResources, type Snapshot } from '../../model/snapshot.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { type FoundReference, findReferences } from '../../schema/schema-references.ts';
import type { Matching, ResourcePair } from '../match/match-resources.ts';
import type { PlanningContext } from '../planning-context.ts';

/** References that the API takes only once their target is in effect, to something that will not be. */
export function refuseInactiveReferences(matching: Matching, snapshot: Snapshot, context: PlanningContext): readonly Problem[] {
  return matching.types.flatMap(({ definition, pairs }) =>
    pairs.flatMap(({ declared }) =>
      findReferences(getResourceShape(definition), declared.fields)
        .filter((reference) => reference.inEffect && !isActiveAfterPlan(reference, matching, snapshot, context))
        .map((reference) => buildInactiveProblem(declared.address, reference, context)),
    ),
  );
}

/** Unknown targets are told as such elsewhere. */
function isActiveAfterPlan(reference: FoundReference, matching: Matching, snapshot: Snapshot, context: PlanningContext): boolean {
  const match = matching.types.find(({ definition }) => definition.type === reference.type);
  const key = context.names.toKey(reference.type, reference.value);
  const pair = match?.pairs.find(({ declared }) => declared.key === key);
  const id = context.names.findId(reference.type, key);
  const live = pair?.live ?? getLiveResources(snapshot, reference.type).find((one) => one.id === id);
  return match?.definition.activation === undefined || (!pair && !live) || isRunning(match.definition.activation, pair, live);
}

const isRunning = (
  effect: NonNullable<ResourceType['activation']>,
  pair: ResourcePair | undefined,
  live: ResourcePair['live'],
): boolean =>
  (pair && getObjectMember(pair.declared.fields, effect.field) === true) ||
  (live !== undefined &&
    (getObjectMember(live.body, effect.field) === true || getObjectMember(live.body, effect.activeMember) != null));

const buildInactiveProblem = (address: string, { type, value, at }: FoundReference, context: PlanningContext): Problem => ({
  code: 'not-in-effect',
  severity: 'error',
  message: `${toAddress(type, context.names.toKey(type, value))} is not deployed, and ${address} needs it so`,
  place: { kind: 'address', address, pointer: at },
  hint: 'Take "deployed: false" off it, or take the reference out.',
});
