import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import {
  buildExperimentationFacts,
  EXPERIMENTS,
  FEATURE_FLAGS,
  FLAG_VARIATIONS,
  SEGMENTS,
} from '../behaviour/experimentation-facts.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObjects, getString, toObject } from '../engine/json-objects.ts';
import { buildCollectionEndpoints, getItem } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { type Answer, answerOk } from '../http/http-answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';

interface ValidationError {
  readonly code: string;
  readonly message: string;
}

const FILTERS = ['status', 'authentication_flow', 'feature_flag_id'];

const facts: CollectionFacts = {
  ...buildExperimentationFacts('exp'),
  name: EXPERIMENTS,
  path: '/experimentation/experiments',
  missing: { message: 'Experiment not found.' },
  unique: [{ index: 'name', message: 'An experiment with this name already exists.' }],
  list: { key: 'experiments', styles: ['checkpoint'], perPage: 25 },
  filter: (call) => (experiment) =>
    FILTERS.every((name) => !call.query.has(name) || call.query.getString(name) === getString(experiment, name)),
  fill: (call, body) => addTimestamps(call, { ...body, status: 'draft' }),
  check: (call, experiment) => {
    if (!call.tenant.state.getCollection(FEATURE_FLAGS).has(getString(experiment, 'feature_flag_id')))
      throw notFound('Feature flag not found.');
  },
  show: (call, experiment) => ({ ...experiment, is_valid: listErrors(call, experiment).length === 0 }),
};

/** Validates allocations: one control, existing variations and segments, weights of 100 in total (documentation). */
function listErrors(call: ApiCall, experiment: JsonObject): readonly ValidationError[] {
  const { state } = call.tenant;
  const allocations = getObjects(experiment, 'allocations');
  const isStrange = (allocation: JsonObject): boolean =>
    getString(state.getCollection(FLAG_VARIATIONS).get(getString(allocation, 'variation_id')) ?? {}, 'feature_flag_id') !==
      getString(experiment, 'feature_flag_id') ||
    (getString(allocation, 'segment_id') !== '' && !state.getCollection(SEGMENTS).has(getString(allocation, 'segment_id')));
  const weight = allocations.reduce((sum, allocation) => sum + Number(getObjectMember(allocation, 'weight') ?? 0), 0);
  const isByWeight = getString(experiment, 'allocation_strategy') === 'percentage';
  return [
    ...(allocations.some(isStrange) ? [{ code: 'unknown_reference', message: 'A variation or segment does not exist.' }] : []),
    ...(allocations.filter((allocation) => getObjectMember(allocation, 'is_control') === true).length === 1
      ? []
      : [{ code: 'control', message: 'Exactly one allocation must be the control.' }]),
    ...(isByWeight && weight !== 100 ? [{ code: 'weights', message: 'The weights must add up to 100.' }] : []),
  ];
}

function validate(call: ApiCall): Answer {
  const errors = listErrors(call, getItem(facts, call));
  return answerOk({ is_valid: errors.length === 0, errors: errors.map(({ code, message }) => ({ code, message })) });
}

const STAMP_OF: Readonly<Record<string, string>> = { active: 'started_at', completed: 'ended_at' };

function switchStatus(call: ApiCall): Answer {
  const before = getItem(facts, call);
  const status = getString(toObject(call.body), 'status');
  if (status === 'active' && listErrors(call, before).length > 0) throw badRequest('The experiment is not valid.');
  const stamp = STAMP_OF[status];
  const times = stamp === undefined || Object.hasOwn(before, stamp) ? {} : { [stamp]: call.tenant.clock.stamp() };
  const after = updateTimestamp(call, { ...before, status, ...times });
  call.tenant.state.getCollection(EXPERIMENTS).put(getPathParameter(call, 'id'), after);
  return answerOk({ ...after, is_valid: listErrors(call, after).length === 0 });
}

const ITEM = '/experimentation/experiments/{id}';

export const experimentEndpoints: EndpointSet = buildCollectionEndpoints(facts, [
  { method: 'POST', path: `${ITEM}/status`, scopes: ['update:experimentation'], handle: switchStatus },
  { method: 'POST', path: `${ITEM}/validate`, scopes: ['read:experimentation'], handle: validate },
] satisfies readonly Route[]);
