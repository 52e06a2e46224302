import {
  getObjectMember,
  isArray,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../model/json/json-value.ts';
import { escapeStep, type Pointer, parsePointer } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { isSentWhole, type ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { buildItemKey } from '../../schema/compare/normal-form.ts';
import { listResetFields } from '../../schema/request/compose-body.ts';
import { collectKeywords } from '../../schema/schema-keywords.ts';
import { getItemShape, getMemberShape, listActiveSchemas, type Shape } from '../../schema/schema-shape.ts';
import { omitMembers } from '../draft.ts';
import type { Matching, ResourcePair } from '../match/match-resources.ts';
import { getSecretPointers, listChangedFields } from '../operations/changed-fields.ts';
import type { PlanningContext } from '../planning-context.ts';

/**
 * Refuses updates that would lose a value that the API hides or returns only encrypted: an object that is sent whole must include it.
 * The definition must declare each such value, or declare it as null if it may be deleted.
 */
export const refuseLostSecrets = (matching: Matching, context: PlanningContext): readonly Problem[] =>
  matching.types.flatMap(({ definition, pairs }) =>
    hasHiddenValues(definition)
      ? pairs.flatMap((pair) => findLostSecrets(definition, pair, context).map((at) => describeLoss(pair, at)))
      : [],
  );

function hasHiddenValues(type: ResourceType): boolean {
  const keywords = collectKeywords(getResourceShape(type).schema);
  return keywords.has('x-opaque') || keywords.has('x-resend');
}

function findLostSecrets(type: ResourceType, { declared, live }: ResourcePair, context: PlanningContext): readonly Pointer[] {
  if (!live) return [];
  const shape = getResourceShape(type);
  const names = listChangedFields(
    computeFieldChanges(shape, live.body, declared.fields, context.getCompareOptions(getSecretPointers(declared))),
  );
  if (names.length === 0) return [];
  const reset = listLostResets(shape, live.body, declared.fields);
  const sent = isSentWhole(type)
    ? findLostInObject(shape, live.body, declared.fields, '', true)
    : names.flatMap((name) => findLostInField(shape, live.body, declared.fields, name));
  return [...new Set([...reset.map((name) => `/${escapeStep(name)}`), ...sent])];
}

const describeLoss = ({ declared: { address } }: ResourcePair, pointer: Pointer): Problem => ({
  code: 'opaque-value-lost',
  severity: 'error',
  message: `updating ${address} would lose ${parsePointer(pointer).join('.')}, which the API does not return`,
  place: { kind: 'address', address, pointer },
  hint: 'Declare its value (as ${secret:NAME}), or declare it as null if it may be deleted.',
});

/** Lists fields that any update resets, and whose hidden values are not declared. */
const listLostResets = (shape: Shape, live: JsonObject, declared: JsonObject): readonly string[] =>
  listResetFields(shape, live).filter(
    (name) => getObjectMember(live, name) !== undefined && getObjectMember(declared, name) === undefined,
  );

/** Finds declared fields that cannot be sent without losing a hidden value: all of them, if any update then loses one. */
export function findFieldsLosingSecrets(shape: Shape, live: JsonObject, declared: JsonObject): ReadonlySet<string> {
  const names = Object.keys(declared);
  const losing = new Set(names.filter((name) => findLostInField(shape, live, declared, name).length > 0));
  return listLostResets(shape, live, omitMembers(declared, losing)).length > 0 ? new Set(names) : losing;
}

const findLostInField = (shape: Shape, live: JsonObject, declared: JsonObject, name: string): readonly Pointer[] =>
  findLostInValue(
    getMemberShape(shape, { ...live, ...declared }, name),
    getObjectMember(live, name),
    getObjectMember(declared, name),
    `/${escapeStep(name)}`,
  );

/** Finds lost values in one value. `declared` is undefined where the live value is sent unchanged. */
function findLostInValue(
  shape: Shape | undefined,
  live: JsonValue | undefined,
  declared: JsonValue | undefined,
  at: Pointer,
): readonly Pointer[] {
  if (declared === null) return [];
  if (shape?.schema['x-opaque']) return live !== undefined && declared === undefined ? [at] : [];
  const value = declared ?? live;
  if (value === undefined || !shape) return [];
  if (isArray(value)) return findLostInList(shape, isArray(live) ? live : [], value, declared === undefined, at);
  if (!isObject(value)) return [];
  const isWhole = shape.schema['x-patch'] !== 'merge';
  return findLostInObject(shape, isObject(live) ? live : {}, isObject(declared) ? declared : {}, at, isWhole);
}

function findLostInObject(
  shape: Shape,
  live: JsonObject,
  declared: JsonObject,
  at: Pointer,
  isWhole: boolean,
): readonly Pointer[] {
  const holder = { ...live, ...declared };
  const inner = isWhole ? Object.keys(holder) : Object.keys(declared);
  const unseen = listMembersToResend(shape, holder)
    .filter((name) => !Object.hasOwn(holder, name))
    .map((name) => `${at}/${escapeStep(name)}`);
  return [
    ...unseen,
    ...inner.flatMap((name) =>
      findLostInValue(
        getMemberShape(shape, holder, name),
        getObjectMember(live, name),
        getObjectMember(declared, name),
        `${at}/${escapeStep(name)}`,
      ),
    ),
  ];
}

/** Lists members that the API does not return and deletes if the object is sent without them. */
const listMembersToResend = (shape: Shape, holder: JsonObject): readonly string[] =>
  [...new Set(listActiveSchemas(shape, holder).flatMap(({ properties = {} }) => Object.keys(properties)))].filter((name) => {
    const schema = getMemberShape(shape, holder, name)?.schema;
    // A member that belongs to another variant of the object can only be null.
    return schema?.['x-resend'] === 'declared' && schema.writeOnly === true && schema.type !== 'null';
  });

function findLostInList(shape: Shape, live: JsonArray, value: JsonArray, isKept: boolean, at: Pointer): readonly Pointer[] {
  const [items, key] = [getItemShape(shape), shape.schema['x-item-key'] ?? []];
  const byKey = new Map(live.filter(isObject).map((item) => [buildItemKey(key, item), item]));
  return value.flatMap((item, index) => {
    const old = isObject(item) ? byKey.get(buildItemKey(key, item)) : undefined;
    return findLostInValue(items, old, isKept ? undefined : item, `${at}/${index}`);
  });
}
