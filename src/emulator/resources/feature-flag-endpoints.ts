import type { JsonObject } from '../../model/json/json-value.ts';
import {
  buildExperimentationFacts,
  FEATURE_FLAGS,
  FLAG_VARIATIONS,
  isAllocated,
  listOpenExperiments,
  SEGMENTS,
} from '../behaviour/experimentation-facts.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, toObject } from '../engine/json-objects.ts';
import { buildCollectionEndpoints, getItem } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { answerOk } from '../http/http-answer.ts';
import { conflict } from '../http/refusal.ts';

const FLAG_NOT_FOUND = { message: 'Feature flag not found.' };

const matchQuery = (call: ApiCall, names: readonly string[]) => (object: JsonObject) =>
  names.every((name) => !call.query.has(name) || call.query.getString(name) === getString(object, name));

const flagFacts: CollectionFacts = {
  ...buildExperimentationFacts('flg'),
  name: FEATURE_FLAGS,
  path: '/experimentation/feature-flags',
  missing: FLAG_NOT_FOUND,
  unique: [{ index: 'name', message: 'A feature flag with this name already exists.' }],
  list: { key: 'feature_flags', styles: ['checkpoint'], perPage: 25 },
  filter: (call) => matchQuery(call, ['type', 'status']),
  fill: (call, body) => addTimestamps(call, { ...body, type: 'self', status: 'draft' }),
  beforeDelete: (call, flag) => {
    const id = getString(flag, 'id');
    if (listOpenExperiments(call).some((experiment) => getString(experiment, 'feature_flag_id') === id))
      throw conflict('Feature flag is in use by one or more non-archived experiments and cannot be deleted.');
    const variations = call.tenant.state.getCollection(FLAG_VARIATIONS);
    for (const variation of variations.find('parent', id)) variations.delete(variation.id);
  },
};

const variationFacts: CollectionFacts = {
  ...buildExperimentationFacts('var'),
  name: FLAG_VARIATIONS,
  path: '/experimentation/feature-flags/{id}/variations',
  itemPath: '/experimentation/feature-flags/{id}/variations/{vid}',
  parent: { param: 'id', collection: FEATURE_FLAGS, member: '$flag', missing: FLAG_NOT_FOUND },
  missing: { message: 'Variation not found.' },
  indexes: { name: (variation) => [`${getString(variation, 'feature_flag_id')} ${getString(variation, 'name')}`] },
  unique: [{ index: 'name', message: 'A variation with this name already exists on this feature flag.' }],
  list: { key: 'variations', styles: ['whole'] },
  fill: (call, body) => addTimestamps(call, { feature_flag_id: getPathParameter(call, 'id'), ...body }),
  beforeDelete: (call, variation) => {
    if (isAllocated(call, 'variation_id', getString(variation, 'id')))
      throw conflict('Variation is in use by one or more non-archived allocations and cannot be deleted.');
  },
};

const segmentFacts: CollectionFacts = {
  ...buildExperimentationFacts('seg'),
  name: SEGMENTS,
  path: '/experimentation/segments',
  missing: { message: 'Segment not found.' },
  unique: [{ index: 'name', message: 'A segment with this name already exists.' }],
  list: { key: 'segments', styles: ['checkpoint'], perPage: 25 },
  filter: (call) => matchQuery(call, ['type']),
  fill: (call, body) => addTimestamps(call, { ...body, type: 'self' }),
  beforeDelete: (call, segment) => {
    if (isAllocated(call, 'segment_id', getString(segment, 'id')))
      throw conflict('Segment is in use by one or more non-archived experiment allocations.');
  },
};

const switchStatusRoute: Route = {
  method: 'POST',
  path: '/experimentation/feature-flags/{id}/status',
  scopes: ['update:experimentation'],
  handle: (call) => {
    const after = updateTimestamp(call, { ...getItem(flagFacts, call), status: getString(toObject(call.body), 'status') });
    call.tenant.state.getCollection(FEATURE_FLAGS).put(getPathParameter(call, 'id'), after);
    return answerOk(after);
  },
};

const parts = [
  buildCollectionEndpoints(flagFacts, [switchStatusRoute]),
  buildCollectionEndpoints(variationFacts),
  buildCollectionEndpoints(segmentFacts),
];

export const featureFlagEndpoints: EndpointSet = {
  routes: parts.flatMap((part) => part.routes),
  indexes: Object.assign({}, ...parts.map((part) => part.indexes ?? {})),
};
