import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isEqual, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { PlannedRequest, WaitCondition } from '../../model/plan/plan.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import {
  deriveIdFromKey,
  encodeResource,
  getCreateTarget,
  getResourceTarget,
  getUpdateMethod,
  type ResourceTarget,
} from '../../resources/resource-endpoints.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { isSentWhole, type ResourceType } from '../../resources/resource-type.ts';
import { composeCreateBody, composeUpdateBody, composeWholeBody, type EncodeOptions } from '../../schema/request/compose-body.ts';
import type { Shape } from '../../schema/schema-shape.ts';
import type { PlanningContext } from '../planning-context.ts';
import { getSecretPointers } from './changed-fields.ts';
import { buildVersionReads } from './version-requests.ts';

/** The requests that make a resource. `fields`: those that the endpoint takes. */
export function buildCreateRequests(
  type: ResourceType,
  declared: DeclaredResource,
  fields: JsonObject,
  context: PlanningContext,
): readonly PlannedRequest[] {
  const target = getCreateTarget(type, declared.key);
  const made = composeCreateBody(getResourceShape(type), fields, context.getWireOptions(getSecretPointers(declared)));
  const write = { ...target, body: encodeResource(type, deriveIdFromKey(type, declared.key), target.path, made) };
  return [
    ...buildVersionReads(write.body, context),
    write,
    ...buildActivationRequests(type, declared, undefined, getOwnTarget(type, declared, undefined), true),
  ];
}

/**
 * The requests of an update. Where the body carries live values along (objects that the API replaces whole), the resource is read
 * again just before, so that a change made meanwhile is refused and not overwritten.
 */
export function buildUpdateRequests(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource | undefined,
  fields: readonly string[],
  context: PlanningContext,
): readonly PlannedRequest[] {
  const shape = getResourceShape(type);
  const wire = context.getWireOptions(getSecretPointers(declared));
  const target = getOwnTarget(type, declared, live);
  const id = live?.id ?? deriveIdFromKey(type, declared.key);
  const encodeBody = (from: JsonObject, to: JsonObject): JsonValue =>
    encodeResource(type, id, target.path, buildBody(type, from, to, fields, wire));
  const body = encodeBody(live?.body ?? {}, declared.fields);
  const alone = live ? encodeBody({}, { ...pickConditionFields(shape, live.body), ...declared.fields }) : body;
  const write: PlannedRequest = { method: getUpdateMethod(type), ...target, body };
  // A PUT of nothing empties the place; a PATCH of nothing is none.
  const isNothing = write.method === 'PATCH' && isObject(body) && Object.keys(body).length === 0;
  const again: readonly PlannedRequest[] = isEqual(body, alone) ? [] : [{ method: 'GET', ...target, ...getQuery(type) }];
  const isBusy = !isNothing || (live !== undefined && !isReady(type, live));
  const restored = isNothing ? [] : buildRestoringRequests(type, context);
  return [
    ...again,
    ...(isNothing ? [] : [...buildVersionReads(body, context), write]),
    ...restored,
    ...buildActivationRequests(type, declared, live, target, isBusy),
  ];
}

/** Settings elsewhere that a write here may reset, set to what they are; what the plan changes about them comes after. */
function buildRestoringRequests({ resets: disturbs }: ResourceType, context: PlanningContext): readonly PlannedRequest[] {
  const other = context.catalogue.find(({ type }) => type === disturbs?.type);
  const live = other && context.names.types.get(other.type)?.liveByKey.get('')?.[0];
  if (!disturbs || !other || !live) return [];
  const body = Object.fromEntries(
    disturbs.fields.flatMap((name): [string, JsonValue][] => {
      const value = getObjectMember(live.body, name);
      return value == null ? [] : [[name, value]];
    }),
  );
  return [{ method: getUpdateMethod(other), ...getResourceTarget(other, live.id), body }];
}

const getOwnTarget = (type: ResourceType, declared: DeclaredResource, live: LiveResource | undefined): ResourceTarget =>
  getResourceTarget(
    type,
    live?.id ?? (type.kind === 'placed' ? deriveIdFromKey(type, declared.key) : { $ref: declared.address }),
  );

const getQuery = (type: ResourceType): Pick<PlannedRequest, 'query'> =>
  type.kind === 'placed' && type.query ? { query: type.query } : {};

const buildBody = (
  type: ResourceType,
  live: JsonObject,
  declared: JsonObject,
  fields: readonly string[],
  wire: EncodeOptions,
): JsonObject =>
  isSentWhole(type)
    ? composeWholeBody(getResourceShape(type), live, declared, wire)
    : composeUpdateBody(getResourceShape(type), live, declared, fields, wire);

/** Members that other fields' forms depend on, so that leaving the live object out does not change how the rest is read. */
const pickConditionFields = (shape: Shape, live: JsonObject): JsonObject => {
  const names = (shape.schema.allOf ?? []).flatMap((condition) => Object.keys(condition.if.properties));
  return Object.fromEntries(Object.entries(live).filter(([name]) => names.includes(name)));
};

const isReady = ({ activation: effect }: ResourceType, { body }: LiveResource): boolean =>
  effect?.waitUntil === undefined || getObjectMember(body, effect.waitUntil.member) === effect.waitUntil.is;

/** What makes a write take effect: the tenant must be done with it first. */
function buildActivationRequests(
  { activation: effect }: ResourceType,
  { fields }: DeclaredResource,
  live: LiveResource | undefined,
  target: ResourceTarget,
  isBusy: boolean,
): readonly PlannedRequest[] {
  if (!effect || getObjectMember(fields, effect.field) !== true) return [];
  if (effect.exclusive && live && getObjectMember(live.body, effect.field) === true) return [];
  const { waitUntil: wait, request: send, bodyFields: body = [] } = effect;
  const params = send.path.includes('{') && target.params ? { params: target.params } : {};
  const sent = body.map((field): [string, JsonValue] => [field, getObjectMember(fields, field) ?? null]);
  return [
    ...(isBusy && wait ? [buildWaitRequest(wait, target)] : []),
    { ...send, ...params, ...(body.length === 0 ? {} : { body: Object.fromEntries(sent) }) },
  ];
}

const buildWaitRequest = (until: WaitCondition, target: ResourceTarget): PlannedRequest => ({ method: 'GET', ...target, until });
