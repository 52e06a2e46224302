import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { escapeStep, type Pointer, stepsOf } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { isSentWhole, type ResourceType } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { itemKey } from '../../schema/compare/normal.ts';
import { keywordsIn } from '../../schema/keywords.ts';
import { resetBy } from '../../schema/request/compose.ts';
import { activeSchemas, itemShape, memberShape, type Shape } from '../../schema/walk.ts';
import type { Matching, Pair } from '../match/match-resources.ts';
import { changedFields, secretsOf } from '../operations/changed-fields.ts';
import type { Context } from '../planning-context.ts';

/**
 * Refuses updates that would lose a value which the tenant does not show, or shows only encrypted: whatever is sent around such a value needs
 * the value itself. The definition must declare each of them, or say with null that it may go.
 */
export const refuseLostSecrets = (matching: Matching, context: Context): readonly Problem[] =>
  matching.types.flatMap(({ definition, pairs }) =>
    hasHiddenValues(definition)
      ? pairs.flatMap((pair) => findLost(definition, pair, context).map((at) => describeLoss(pair, at)))
      : [],
  );

function hasHiddenValues(type: ResourceType): boolean {
  const keywords = keywordsIn(shapeOf(type).schema);
  return keywords.has('x-opaque') || keywords.has('x-resend');
}

function findLost(type: ResourceType, { declared, live }: Pair, context: Context): readonly Pointer[] {
  if (!live) return [];
  const shape = shapeOf(type);
  const names = changedFields(fieldChanges(shape, live.body, declared.fields, context.reading(secretsOf(declared))));
  if (names.length === 0) return [];
  const reset = resetBy(shape, live.body).filter(
    (name) => member(live.body, name) !== undefined && member(declared.fields, name) === undefined,
  );
  const sent = isSentWhole(type)
    ? lostInObject(shape, live.body, declared.fields, '', true)
    : names.flatMap((name) => lostInField(shape, live.body, declared.fields, name));
  return [...new Set([...reset.map((name) => `/${escapeStep(name)}`), ...sent])];
}

const describeLoss = ({ declared: { address } }: Pair, pointer: Pointer): Problem => ({
  code: 'opaque-value-lost',
  severity: 'error',
  message: `this update of ${address} would lose ${stepsOf(pointer).join('.')}, which the API does not show`,
  place: { kind: 'address', address, pointer },
  hint: 'Declare it with its value (a ${secret:NAME}), or declare it as null if it may go.',
});

/** Declared fields that cannot be sent without losing such a value. */
export const fieldsThatLose = (shape: Shape, live: JsonObject, declared: JsonObject): ReadonlySet<string> =>
  new Set(Object.keys(declared).filter((name) => lostInField(shape, live, declared, name).length > 0));

const lostInField = (shape: Shape, live: JsonObject, declared: JsonObject, name: string): readonly Pointer[] =>
  lostInValue(
    memberShape(shape, { ...live, ...declared }, name),
    member(live, name),
    member(declared, name),
    `/${escapeStep(name)}`,
  );

/** `wanted` is undefined where the live value goes along as it is. */
function lostInValue(
  shape: Shape | undefined,
  live: JsonValue | undefined,
  wanted: JsonValue | undefined,
  at: Pointer,
): readonly Pointer[] {
  if (wanted === null) return [];
  if (shape?.schema['x-opaque']) return live !== undefined && wanted === undefined ? [at] : [];
  const value = wanted ?? live;
  if (value === undefined || !shape) return [];
  if (isArray(value)) return lostInList(shape, isArray(live) ? live : [], value, wanted === undefined, at);
  if (!isObject(value)) return [];
  const isWhole = shape.schema['x-patch'] !== 'merge';
  return lostInObject(shape, isObject(live) ? live : {}, isObject(wanted) ? wanted : {}, at, isWhole);
}

function lostInObject(shape: Shape, live: JsonObject, wanted: JsonObject, at: Pointer, isWhole: boolean): readonly Pointer[] {
  const holder = { ...live, ...wanted };
  const inner = isWhole ? Object.keys(holder) : Object.keys(wanted);
  const unseen = membersToResend(shape, holder)
    .filter((name) => !Object.hasOwn(holder, name))
    .map((name) => `${at}/${escapeStep(name)}`);
  return [
    ...unseen,
    ...inner.flatMap((name) =>
      lostInValue(memberShape(shape, holder, name), member(live, name), member(wanted, name), `${at}/${escapeStep(name)}`),
    ),
  ];
}

/** Members that the API neither shows nor keeps when it is sent the object without them. */
const membersToResend = (shape: Shape, holder: JsonObject): readonly string[] =>
  [...new Set(activeSchemas(shape, holder).flatMap(({ properties = {} }) => Object.keys(properties)))].filter((name) => {
    const schema = memberShape(shape, holder, name)?.schema;
    // A member of another form can only be null.
    return schema?.['x-resend'] === 'declared' && schema.writeOnly === true && schema.type !== 'null';
  });

function lostInList(shape: Shape, live: JsonArray, value: JsonArray, isKept: boolean, at: Pointer): readonly Pointer[] {
  const [items, key] = [itemShape(shape), shape.schema['x-item-key'] ?? []];
  const byKey = new Map(live.filter(isObject).map((item) => [itemKey(key, item), item]));
  return value.flatMap((item, index) => {
    const old = isObject(item) ? byKey.get(itemKey(key, item)) : undefined;
    return lostInValue(items, old, isKept ? undefined : item, `${at}/${index}`);
  });
}
