import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { EXPERIMENTS, experimental, FLAGS, SEGMENTS, VARIATIONS } from '../behaviour/experimentation.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { collectionOf, itemOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { asObject, objectsOf, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, ok } from '../http/answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';

interface Fault {
  readonly code: string;
  readonly message: string;
}

const FILTERS = ['status', 'authentication_flow', 'feature_flag_id'];

const facts: CollectionFacts = {
  ...experimental('exp'),
  name: EXPERIMENTS,
  path: '/experimentation/experiments',
  missing: { message: 'Experiment not found.' },
  unique: [{ index: 'name', message: 'An experiment with this name already exists.' }],
  list: { key: 'experiments', styles: ['checkpoint'], perPage: 25 },
  filter: (call) => (experiment) =>
    FILTERS.every((name) => !call.query.has(name) || call.query.text(name) === textOf(experiment, name)),
  fill: (call, body) => stamped(call, { ...body, status: 'draft' }),
  check: (call, experiment) => {
    if (!call.tenant.state.collection(FLAGS).has(textOf(experiment, 'feature_flag_id')))
      throw notFound('Feature flag not found.');
  },
  show: (call, experiment) => ({ ...experiment, is_valid: faultsOf(call, experiment).length === 0 }),
};

/** One control, parts of the flag and of the tenant only, weights that make a whole (documentation of experiments). */
function faultsOf(call: Call, experiment: JsonObject): readonly Fault[] {
  const { state } = call.tenant;
  const allocations = objectsOf(experiment, 'allocations');
  const isStrange = (allocation: JsonObject): boolean =>
    textOf(state.collection(VARIATIONS).get(textOf(allocation, 'variation_id')) ?? {}, 'feature_flag_id') !==
      textOf(experiment, 'feature_flag_id') ||
    (textOf(allocation, 'segment_id') !== '' && !state.collection(SEGMENTS).has(textOf(allocation, 'segment_id')));
  const weight = allocations.reduce((sum, allocation) => sum + Number(getObjectMember(allocation, 'weight') ?? 0), 0);
  const isByWeight = textOf(experiment, 'allocation_strategy') === 'percentage';
  return [
    ...(allocations.some(isStrange) ? [{ code: 'unknown_reference', message: 'A variation or segment does not exist.' }] : []),
    ...(allocations.filter((allocation) => getObjectMember(allocation, 'is_control') === true).length === 1
      ? []
      : [{ code: 'control', message: 'Exactly one allocation must be the control.' }]),
    ...(isByWeight && weight !== 100 ? [{ code: 'weights', message: 'The weights must add up to 100.' }] : []),
  ];
}

function validate(call: Call): Answer {
  const errors = faultsOf(call, itemOf(facts, call));
  return ok({ is_valid: errors.length === 0, errors: errors.map(({ code, message }) => ({ code, message })) });
}

const STAMP_OF: Readonly<Record<string, string>> = { active: 'started_at', completed: 'ended_at' };

function switchStatus(call: Call): Answer {
  const before = itemOf(facts, call);
  const status = textOf(asObject(call.body), 'status');
  if (status === 'active' && faultsOf(call, before).length > 0) throw badRequest('The experiment is not valid.');
  const stamp = STAMP_OF[status];
  const times = stamp === undefined || Object.hasOwn(before, stamp) ? {} : { [stamp]: call.tenant.clock.stamp() };
  const after = restamped(call, { ...before, status, ...times });
  call.tenant.state.collection(EXPERIMENTS).put(param(call, 'id'), after);
  return ok({ ...after, is_valid: faultsOf(call, after).length === 0 });
}

const ITEM = '/experimentation/experiments/{id}';

export const experiments: Resource = collectionOf(facts, [
  { method: 'POST', path: `${ITEM}/status`, scopes: ['update:experimentation'], handle: switchStatus },
  { method: 'POST', path: `${ITEM}/validate`, scopes: ['read:experimentation'], handle: validate },
] satisfies readonly Route[]);
