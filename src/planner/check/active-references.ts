import { addressOf } from '../../model/address.ts';
import { member } from '../../model/json/json.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { liveResources, type Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { type FoundReference, referencesIn } from '../../schema/references.ts';
import type { Matching, Pair } from '../match/match-resources.ts';
import type { Context } from '../planning-context.ts';

/** References that the API takes only once their target is in effect, to something that will not be. */
export function notInEffect(matching: Matching, snapshot: Snapshot, context: Context): readonly Problem[] {
  return matching.types.flatMap(({ definition, pairs }) =>
    pairs.flatMap(({ declared }) =>
      referencesIn(shapeOf(definition), declared.fields)
        .filter((reference) => reference.inEffect && !willBe(reference, matching, snapshot, context))
        .map((reference) => problem(declared.address, reference, context)),
    ),
  );
}

/** Unknown targets are told as such elsewhere. */
function willBe(reference: FoundReference, matching: Matching, snapshot: Snapshot, context: Context): boolean {
  const match = matching.types.find(({ definition }) => definition.type === reference.type);
  const key = context.names.reads(reference.type, reference.value);
  const pair = match?.pairs.find(({ declared }) => declared.key === key);
  const id = context.names.idOf(reference.type, key);
  const live = pair?.live ?? liveResources(snapshot, reference.type).find((one) => one.id === id);
  return match?.definition.effect === undefined || (!pair && !live) || isRunning(match.definition.effect, pair, live);
}

const isRunning = (effect: NonNullable<ResourceType['effect']>, pair: Pair | undefined, live: Pair['live']): boolean =>
  (pair && member(pair.declared.fields, effect.field) === true) ||
  (live !== undefined && (member(live.body, effect.field) === true || member(live.body, effect.running) != null));

const problem = (address: string, { type, value, at }: FoundReference, context: Context): Problem => ({
  code: 'not-in-effect',
  severity: 'error',
  message: `${addressOf(type, context.names.reads(type, value))} is not deployed, and ${address} needs it so`,
  place: { kind: 'address', address, pointer: at },
  hint: 'Take "deployed: false" off it, or take the reference out.',
});
