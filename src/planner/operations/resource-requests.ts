import type { DeclaredResource } from '../../model/definition/definition.ts';
import { equal, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import type { PlannedRequest, Until } from '../../model/plan/plan.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { isSentWhole, type ResourceType } from '../../resources/define.ts';
import { createTarget, onWire, ownTarget, placedId, type Target, updateMethod } from '../../resources/endpoints.ts';
import { shapeOf } from '../../resources/shape.ts';
import { createBody, updateBody, type Wire, wholeBody } from '../../schema/request/compose.ts';
import type { Shape } from '../../schema/walk.ts';
import type { Context } from '../planning-context.ts';
import { secretsOf } from './changed-fields.ts';
import { versionReads } from './version-requests.ts';

/** The requests that make a resource. `fields`: those that the endpoint takes. */
export function createRequests(
  type: ResourceType,
  declared: DeclaredResource,
  fields: JsonObject,
  context: Context,
): readonly PlannedRequest[] {
  const target = createTarget(type, declared.key);
  const made = createBody(shapeOf(type), fields, context.wire(secretsOf(declared)));
  const write = { ...target, body: onWire(type, placedId(type, declared.key), target.path, made) };
  return [
    ...versionReads(write.body, context),
    write,
    ...effectOf(type, declared, undefined, ownOf(type, declared, undefined), true),
  ];
}

/**
 * The requests of an update. Where the body carries live values along (objects that the API replaces whole), the resource is read
 * again just before, so that a change made meanwhile is refused and not overwritten.
 */
export function updateRequests(
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource | undefined,
  fields: readonly string[],
  context: Context,
): readonly PlannedRequest[] {
  const shape = shapeOf(type);
  const wire = context.wire(secretsOf(declared));
  const target = ownOf(type, declared, live);
  const id = live?.id ?? placedId(type, declared.key);
  const bodyFrom = (from: JsonObject, to: JsonObject): JsonValue =>
    onWire(type, id, target.path, bodyOf(type, from, to, fields, wire));
  const body = bodyFrom(live?.body ?? {}, declared.fields);
  const alone = live ? bodyFrom({}, { ...keyFields(shape, live.body), ...declared.fields }) : body;
  const write: PlannedRequest = { method: updateMethod(type), ...target, body };
  // A PUT of nothing empties the place; a PATCH of nothing is none.
  const isNothing = write.method === 'PATCH' && isObject(body) && Object.keys(body).length === 0;
  const again: readonly PlannedRequest[] = equal(body, alone) ? [] : [{ method: 'GET', ...target, ...queryOf(type) }];
  const isBusy = !isNothing || (live !== undefined && !isSettled(type, live));
  const restored = isNothing ? [] : restoring(type, context);
  return [
    ...again,
    ...(isNothing ? [] : [...versionReads(body, context), write]),
    ...restored,
    ...effectOf(type, declared, live, target, isBusy),
  ];
}

/** Settings elsewhere that a write here may reset, set to what they are; what the plan changes about them comes after. */
function restoring({ disturbs }: ResourceType, context: Context): readonly PlannedRequest[] {
  const other = context.catalogue.find(({ type }) => type === disturbs?.type);
  const live = other && context.names.types.get(other.type)?.liveByKey.get('')?.[0];
  if (!disturbs || !other || !live) return [];
  const body = Object.fromEntries(
    disturbs.fields.flatMap((name): [string, JsonValue][] => {
      const value = member(live.body, name);
      return value == null ? [] : [[name, value]];
    }),
  );
  return [{ method: updateMethod(other), ...ownTarget(other, live.id), body }];
}

const ownOf = (type: ResourceType, declared: DeclaredResource, live: LiveResource | undefined): Target =>
  ownTarget(type, live?.id ?? (type.kind === 'placed' ? placedId(type, declared.key) : { $ref: declared.address }));

const queryOf = (type: ResourceType): Pick<PlannedRequest, 'query'> =>
  type.kind === 'placed' && type.query ? { query: type.query } : {};

const bodyOf = (type: ResourceType, live: JsonObject, declared: JsonObject, fields: readonly string[], wire: Wire): JsonObject =>
  isSentWhole(type) ? wholeBody(shapeOf(type), live, declared, wire) : updateBody(shapeOf(type), live, declared, fields, wire);

/** Members that other fields' forms depend on, so that leaving the live object out does not change how the rest is read. */
const keyFields = (shape: Shape, live: JsonObject): JsonObject => {
  const names = (shape.schema.allOf ?? []).flatMap((condition) => Object.keys(condition.if.properties));
  return Object.fromEntries(Object.entries(live).filter(([name]) => names.includes(name)));
};

const isSettled = ({ effect }: ResourceType, { body }: LiveResource): boolean =>
  effect?.wait === undefined || member(body, effect.wait.member) === effect.wait.is;

/** What makes a write take effect: the tenant must be done with it first. */
function effectOf(
  { effect }: ResourceType,
  { fields }: DeclaredResource,
  live: LiveResource | undefined,
  target: Target,
  isBusy: boolean,
): readonly PlannedRequest[] {
  if (!effect || member(fields, effect.field) !== true) return [];
  if (effect.exclusive && live && member(live.body, effect.field) === true) return [];
  const { wait, send, body = [] } = effect;
  const params = send.path.includes('{') && target.params ? { params: target.params } : {};
  const sent = body.map((field): [string, JsonValue] => [field, member(fields, field) ?? null]);
  return [
    ...(isBusy && wait ? [waiting(wait, target)] : []),
    { ...send, ...params, ...(body.length === 0 ? {} : { body: Object.fromEntries(sent) }) },
  ];
}

const waiting = (until: Until, target: Target): PlannedRequest => ({ method: 'GET', ...target, until });
