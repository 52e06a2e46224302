import type { JsonObject } from '../../model/json/json-value.ts';
import { experimental, FLAGS, isAllocated, openExperiments, SEGMENTS, VARIATIONS } from '../behaviour/experimentation.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { collectionOf, itemOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { asObject, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';
import { conflict } from '../http/refusal.ts';

const NO_FLAG = { message: 'Feature flag not found.' };

const sameAsAsked = (call: Call, names: readonly string[]) => (object: JsonObject) =>
  names.every((name) => !call.query.has(name) || call.query.text(name) === textOf(object, name));

const flagFacts: CollectionFacts = {
  ...experimental('flg'),
  name: FLAGS,
  path: '/experimentation/feature-flags',
  missing: NO_FLAG,
  unique: [{ index: 'name', message: 'A feature flag with this name already exists.' }],
  list: { key: 'feature_flags', styles: ['checkpoint'], perPage: 25 },
  filter: (call) => sameAsAsked(call, ['type', 'status']),
  fill: (call, body) => stamped(call, { ...body, type: 'self', status: 'draft' }),
  removing: (call, flag) => {
    const id = textOf(flag, 'id');
    if (openExperiments(call).some((experiment) => textOf(experiment, 'feature_flag_id') === id))
      throw conflict('Feature flag is in use by one or more non-archived experiments and cannot be deleted.');
    const variations = call.tenant.state.collection(VARIATIONS);
    for (const variation of variations.find('parent', id)) variations.delete(variation.id);
  },
};

const variationFacts: CollectionFacts = {
  ...experimental('var'),
  name: VARIATIONS,
  path: '/experimentation/feature-flags/{id}/variations',
  itemPath: '/experimentation/feature-flags/{id}/variations/{vid}',
  parent: { param: 'id', collection: FLAGS, member: '$flag', missing: NO_FLAG },
  missing: { message: 'Variation not found.' },
  indexes: { name: (variation) => [`${textOf(variation, 'feature_flag_id')} ${textOf(variation, 'name')}`] },
  unique: [{ index: 'name', message: 'A variation with this name already exists on this feature flag.' }],
  list: { key: 'variations', styles: ['whole'] },
  fill: (call, body) => stamped(call, { feature_flag_id: param(call, 'id'), ...body }),
  removing: (call, variation) => {
    if (isAllocated(call, 'variation_id', textOf(variation, 'id')))
      throw conflict('Variation is in use by one or more non-archived allocations and cannot be deleted.');
  },
};

const segmentFacts: CollectionFacts = {
  ...experimental('seg'),
  name: SEGMENTS,
  path: '/experimentation/segments',
  missing: { message: 'Segment not found.' },
  unique: [{ index: 'name', message: 'A segment with this name already exists.' }],
  list: { key: 'segments', styles: ['checkpoint'], perPage: 25 },
  filter: (call) => sameAsAsked(call, ['type']),
  fill: (call, body) => stamped(call, { ...body, type: 'self' }),
  removing: (call, segment) => {
    if (isAllocated(call, 'segment_id', textOf(segment, 'id')))
      throw conflict('Segment is in use by one or more non-archived experiment allocations.');
  },
};

const switchStatus: Route = {
  method: 'POST',
  path: '/experimentation/feature-flags/{id}/status',
  scopes: ['update:experimentation'],
  handle: (call) => {
    const after = restamped(call, { ...itemOf(flagFacts, call), status: textOf(asObject(call.body), 'status') });
    call.tenant.state.collection(FLAGS).put(param(call, 'id'), after);
    return ok(after);
  },
};

const parts = [collectionOf(flagFacts, [switchStatus]), collectionOf(variationFacts), collectionOf(segmentFacts)];

export const featureFlags: Resource = {
  routes: parts.flatMap((part) => part.routes),
  indexes: Object.assign({}, ...parts.map((part) => part.indexes ?? {})),
};
