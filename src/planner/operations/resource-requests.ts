import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isEqual, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { createRandomPlaceholder, createReferencePlaceholder } from '../../model/plan/placeholders.ts';
import type { PlannedRequest, WaitCondition } from '../../model/plan/planned-request.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import {
  deriveIdFromKey,
  encodeResource,
  getCreateTarget,
  getResourceTarget,
  getUpdateMethod,
  type ResourceTarget,
} from '../../resources/endpoints/resource-endpoints.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { isCollection, isSentWhole, type ResourceType } from '../../resources/resource-type.ts';
import { composeCreateBody, composeUpdateBody, composeWholeBody, type EncodeOptions } from '../../schema/request/compose-body.ts';
import { getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import type { PlanningContext } from '../planning-context.ts';
import { getSecretPointers } from './changed-fields.ts';
import { buildVersionReads } from './version-requests.ts';

/** Builds the requests that create a resource. `fields`: the declared fields that the create endpoint accepts. */
export function buildCreateRequests(
  type: ResourceType,
  declared: DeclaredResource,
  fields: JsonObject,
  context: PlanningContext,
): readonly PlannedRequest[] {
  const target = getCreateTarget(type, declared.key, fields);
  const composed = composeCreateBody(getResourceShape(type), fields, context.getWireOptions(getSecretPointers(declared)));
  const random = findRandomSecret(type, fields, context);
  const body = random === undefined ? composed : { ...composed, [random]: createRandomPlaceholder() };
  const write = { ...target, body: encodeResource(type, deriveIdFromKey(type, declared.key), target.path, body) };
  return [
    ...buildVersionReads(write.body, context),
    write,
    ...buildActivationRequests(type, declared, undefined, getOwnTarget(type, declared, undefined), true),
  ];
}

/** Returns the field of a new resource that gets a random value, because the API requires it and the definition leaves it out. */
export function findRandomSecret(type: ResourceType, fields: JsonObject, context: PlanningContext): string | undefined {
  const random = isCollection(type) ? type.randomSecret : undefined;
  if (!random || getObjectMember(fields, random.field) !== undefined) return undefined;
  return context.meetsCondition(type, fields, random.where) ? random.field : undefined;
}

/**
 * Builds the requests of an update. If the body includes live values (in objects that the API replaces whole), the resource is read
 * again just before, so that a concurrent change is detected instead of overwritten.
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
  const sentAlong = listFieldsSentWith(shape, declared.fields, fields);
  const encodeBody = (from: JsonObject, to: JsonObject): JsonValue =>
    encodeResource(type, id, target.path, buildBody(type, from, to, [...fields, ...sentAlong], wire));
  const body = encodeBody(live?.body ?? {}, declared.fields);
  const bodyWithoutLive = live ? encodeBody({}, { ...pickConditionFields(shape, live.body), ...declared.fields }) : body;
  const write: PlannedRequest = { method: getUpdateMethod(type), ...target, body };
  // An empty PUT clears the resource; an empty PATCH changes nothing and is not sent.
  const isNothing = write.method === 'PATCH' && isObject(body) && Object.keys(body).length === 0;
  const reread: readonly PlannedRequest[] = isEqual(body, bodyWithoutLive)
    ? []
    : [{ method: 'GET', ...target, ...getQuery(type) }];
  const isBusy = !isNothing || (live !== undefined && !isReady(type, live));
  const restoring = isNothing ? [] : buildRestoringRequests(type, context);
  return [
    ...reread,
    ...(isNothing ? [] : [...buildVersionReads(body, context), write]),
    ...restoring,
    ...buildActivationRequests(type, declared, live, target, isBusy),
  ];
}

/** Lists declared fields that an update of `fields` also sends (`x-sent-with`). */
const listFieldsSentWith = (shape: Shape, declared: JsonObject, fields: readonly string[]): readonly string[] =>
  Object.keys(declared).filter(
    (name) =>
      !fields.includes(name) &&
      getMemberShape(shape, declared, name)?.schema['x-sent-with']?.some((other) => fields.includes(other)) === true,
  );

/** Builds a request that restores settings of another resource that this write may reset. Planned changes to them come afterwards. */
function buildRestoringRequests({ resets }: ResourceType, context: PlanningContext): readonly PlannedRequest[] {
  const other = resets && context.catalogue.get(resets.type);
  const live = other && context.names.types.get(other.type)?.liveByKey.get('')?.[0];
  if (!other || !live) return [];
  const body = Object.fromEntries(
    resets.fields.flatMap((name): [string, JsonValue][] => {
      const value = getObjectMember(live.body, name);
      return value == null ? [] : [[name, value]];
    }),
  );
  return [{ method: getUpdateMethod(other), ...getResourceTarget(other, live.id), body }];
}

const getOwnTarget = (type: ResourceType, declared: DeclaredResource, live: LiveResource | undefined): ResourceTarget =>
  getResourceTarget(
    type,
    live?.id ?? (type.kind === 'placed' ? deriveIdFromKey(type, declared.key) : createReferencePlaceholder(declared.address)),
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

/** Picks members that schema conditions depend on: without them, the other fields would be encoded by another variant of the schema. */
const pickConditionFields = (shape: Shape, live: JsonObject): JsonObject => {
  const names = (shape.schema.allOf ?? []).flatMap((condition) => Object.keys(condition.if.properties));
  return Object.fromEntries(Object.entries(live).filter(([name]) => names.includes(name)));
};

const isReady = ({ activation }: ResourceType, { body }: LiveResource): boolean =>
  activation?.waitUntil === undefined || getObjectMember(body, activation.waitUntil.member) === activation.waitUntil.is;

/** Builds the requests that activate a resource, after waiting until the tenant has processed the write. */
function buildActivationRequests(
  { activation }: ResourceType,
  { fields }: DeclaredResource,
  live: LiveResource | undefined,
  target: ResourceTarget,
  isBusy: boolean,
): readonly PlannedRequest[] {
  if (!activation || getObjectMember(fields, activation.field) !== true) return [];
  if (activation.exclusive && live && getObjectMember(live.body, activation.field) === true) return [];
  const { waitUntil, request, bodyFields = [] } = activation;
  const params = request.path.includes('{') && target.params ? { params: target.params } : {};
  const body = bodyFields.map((field): [string, JsonValue] => [field, getObjectMember(fields, field) ?? null]);
  return [
    ...(isBusy && waitUntil ? [buildWaitRequest(waitUntil, target)] : []),
    { ...request, ...params, ...(body.length === 0 ? {} : { body: Object.fromEntries(body) }) },
  ];
}

const buildWaitRequest = (until: WaitCondition, target: ResourceTarget): PlannedRequest => ({ method: 'GET', ...target, until });
