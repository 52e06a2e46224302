import type { JsonObject } from '../../model/json/json-value.ts';
import type { ApiCall } from '../engine/api-call.ts';
import { getObjects, getString } from '../engine/json-objects.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { addTimestamps, updateTimestamp } from './timestamps.ts';

export const EXPERIMENTS = 'experiments';
export const FEATURE_FLAGS = 'feature-flags';
export const FLAG_VARIATIONS = 'flag-variations';
export const SEGMENTS = 'segments';

/** Builds what feature flags, variations, segments and experiments share: unique names, timestamps and scopes. */
export const buildExperimentationFacts = (prefix: string) =>
  ({
    idMember: 'id',
    makeId: (call: ApiCall) => `${prefix}_${call.tenant.ids.makeBase58(22)}`,
    scopes: {
      list: ['read:experimentation'],
      read: ['read:experimentation'],
      create: ['create:experimentation'],
      update: ['update:experimentation'],
      delete: ['delete:experimentation'],
    },
    indexes: { name: (object: JsonObject) => [getString(object, 'name')] },
    idempotentDelete: true,
    fill: (call: ApiCall, body: JsonObject) => addTimestamps(call, body),
    refine: (call: ApiCall, after: JsonObject) => updateTimestamp(call, after),
  }) satisfies Partial<CollectionFacts>;

/** Lists experiments that are not archived. What they refer to cannot be deleted. */
export const listOpenExperiments = (call: ApiCall): readonly JsonObject[] =>
  [...call.tenant.state.getCollection(EXPERIMENTS).entries()]
    .map(({ value }) => value)
    .filter((experiment) => getString(experiment, 'status') !== 'archived');

export const isAllocated = (call: ApiCall, member: 'variation_id' | 'segment_id', id: string): boolean =>
  listOpenExperiments(call).some((experiment) =>
    getObjects(experiment, 'allocations').some((allocation) => getString(allocation, member) === id),
  );
