import type { JsonObject } from '../../model/json/json-value.ts';
import type { Call } from '../engine/call.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectsOf, textOf } from '../engine/objects.ts';
import { restamped, stamped } from './timestamps.ts';

export const EXPERIMENTS = 'experiments';
export const FLAGS = 'feature-flags';
export const VARIATIONS = 'flag-variations';
export const SEGMENTS = 'segments';

/** What all of them have in common: a name that is theirs alone, stamps, and one set of scopes. */
export const experimental = (prefix: string) =>
  ({
    idMember: 'id',
    newId: (call: Call) => `${prefix}_${call.tenant.ids.base58(22)}`,
    scopes: {
      list: ['read:experimentation'],
      read: ['read:experimentation'],
      create: ['create:experimentation'],
      update: ['update:experimentation'],
      delete: ['delete:experimentation'],
    },
    indexes: { name: (object: JsonObject) => [textOf(object, 'name')] },
    idempotentDelete: true,
    fill: (call: Call, body: JsonObject) => stamped(call, body),
    refine: (call: Call, after: JsonObject) => restamped(call, after),
  }) satisfies Partial<CollectionFacts>;

/** Experiments that are not put away keep what they refer to from being deleted. */
export const openExperiments = (call: Call): readonly JsonObject[] =>
  [...call.tenant.state.collection(EXPERIMENTS).entries()]
    .map(({ value }) => value)
    .filter((experiment) => textOf(experiment, 'status') !== 'archived');

export const isAllocated = (call: Call, member: 'variation_id' | 'segment_id', id: string): boolean =>
  openExperiments(call).some((experiment) => objectsOf(experiment, 'allocations').some((one) => textOf(one, member) === id));
