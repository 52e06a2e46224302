import type { DeclaredResource } from '../model/definition.ts';
import { equal, type JsonObject } from '../model/json.ts';
import type { Change, PlannedRequest, Risk } from '../model/plan.ts';
import { type Pointer, stepsOf } from '../model/pointer.ts';
import type { LiveResource } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { shapeOf } from '../resources/shape.ts';
import { updateBody } from '../schema/compose.ts';
import type { Shape } from '../schema/walk.ts';
import type { Context } from './context.ts';
import { itemToken, type Token } from './draft.ts';

export const secretsOf = (declared: DeclaredResource): ReadonlySet<Pointer> => new Set(Object.keys(declared.secrets));

/** The first steps of the changed paths: which top-level members an update must send. */
export const changedFields = (changes: readonly Change[]): readonly string[] => [
  ...new Set(changes.map((change) => stepsOf(change.path)[0] ?? '')),
];

/** Items that come into (`add`) or leave (`remove`) keyed lists of the resource: other resources may use them. */
export const itemTokens = (address: string, changes: readonly Change[], op: 'add' | 'remove'): readonly Token[] =>
  changes.flatMap((change) => {
    const [list, item, ...deeper] = stepsOf(change.path);
    return change.op === op && list !== undefined && item !== undefined && deeper.length === 0
      ? [itemToken(address, list, item)]
      : [];
  });

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
  const body = updateBody(shape, live?.body ?? {}, declared.fields, fields, wire);
  const alone = live ? updateBody(shape, {}, { ...keyFields(shape, live.body), ...declared.fields }, fields, wire) : body;
  const params = { id: live ? live.id : { $ref: declared.address } };
  const write: PlannedRequest = { method: 'PATCH', path: `${type.path}/{id}`, params, body };
  return equal(body, alone) ? [write] : [{ method: 'GET', path: `${type.path}/{id}`, params }, write];
}

/** Members that other fields' forms depend on, so that leaving the live object out does not change how the rest is read. */
const keyFields = (shape: Shape, live: JsonObject): JsonObject => {
  const names = (shape.schema.allOf ?? []).flatMap((condition) => Object.keys(condition.if.properties));
  return Object.fromEntries(Object.entries(live).filter(([name]) => names.includes(name)));
};

/** Taking something away from a resource in use may be felt by the people behind it. */
export const riskOf = (changes: readonly Change[]): Risk =>
  changes.some((change) => change.op === 'remove') ? 'disruptive' : 'safe';
