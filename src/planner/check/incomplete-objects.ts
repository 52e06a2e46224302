import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { escapeStep, type Pointer, parsePointer } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { isEmpty } from '../../schema/compare/normal-form.ts';
import type { PatchMode } from '../../schema/load-schema.ts';
import { isSentAsNull, resolvePatchMode } from '../../schema/request/compose-body.ts';
import { collectKeywords } from '../../schema/schema-keywords.ts';
import { getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import type { Matching, ResourcePair } from '../match/match-resources.ts';
import { getSecretPointers, listChangedFields } from '../operations/changed-fields.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Refuses objects that an update would leave incomplete. Checked here because live members count too, which no schema check sees. */
export const refuseIncompleteObjects = (matching: Matching, context: PlanningContext): readonly Problem[] =>
  matching.types.flatMap(({ definition, pairs }) => {
    const shape = getResourceShape(definition);
    const keywords = collectKeywords(shape.schema);
    if (!keywords.has('minProperties') && !keywords.has('x-one-of')) return [];
    return pairs.flatMap((pair) => reportIncompleteFields(shape, pair, context));
  });

function reportIncompleteFields(shape: Shape, { declared, live }: ResourcePair, context: PlanningContext): readonly Problem[] {
  const { address, fields } = declared;
  const liveBody = live?.body ?? {};
  const changes = computeFieldChanges(
    shape,
    liveBody,
    fields,
    context.getCompareOptions(getSecretPointers(declared), live !== undefined),
  );
  return listChangedFields(changes).flatMap((name) => {
    const [before, after] = [getObjectMember(liveBody, name), getObjectMember(fields, name)];
    const child = getMemberShape(shape, { ...liveBody, ...fields }, name);
    if (!child || !isObject(after)) return [];
    const mode = resolvePatchMode(child, 'replace');
    return findIncompleteObjects({ shape: child, mode }, isObject(before) ? before : {}, after, `/${escapeStep(name)}`).map(
      ({ at, expected }): Problem => ({
        code: 'missing-field',
        severity: 'error',
        message: `${parsePointer(at).join('.')} of ${address} would be left incomplete`,
        place: { kind: 'address', address, pointer: at },
        expected,
        hint: 'Declare the missing fields, or declare the whole object as null if it may be unset.',
      }),
    );
  });
}

interface IncompleteObject {
  readonly at: Pointer;
  readonly expected: string;
}

/** Checks whether a member is sent: read-only fields are not, nor are empty values that the API rejects. */
const isSent = (shape: Shape | undefined, value: JsonValue, mode: PatchMode): boolean =>
  (value !== null || isSentAsNull(shape, mode, true)) &&
  shape?.schema.readOnly !== true &&
  !(shape?.schema['x-empty'] === 'refused' && value !== null && isEmpty(value));

interface PatchedObject {
  readonly shape: Shape;
  readonly mode: PatchMode;
}

function findIncompleteObjects(
  { shape, mode }: PatchedObject,
  live: JsonObject,
  declared: JsonObject,
  at: Pointer,
): readonly IncompleteObject[] {
  const holder = { ...live, ...declared };
  const names = Object.keys(holder).filter((name) =>
    isSent(getMemberShape(shape, holder, name), getObjectMember(holder, name) ?? null, mode),
  );
  const { minProperties = 0, 'x-one-of': oneOf = [] } = shape.schema;
  const inside = Object.entries(declared).flatMap(([name, value]) => {
    const [child, before] = [getMemberShape(shape, holder, name), getObjectMember(live, name)];
    if (!child || !isObject(value)) return [];
    const part = { shape: child, mode: resolvePatchMode(child, mode) };
    return findIncompleteObjects(part, isObject(before) ? before : {}, value, `${at}/${escapeStep(name)}`);
  });
  return [
    ...(names.length < minProperties ? [{ at, expected: `at least ${minProperties} of its fields` }] : []),
    ...(oneOf.length > 0 && !oneOf.some((name) => (getObjectMember(holder, name) ?? null) !== null)
      ? [{ at, expected: oneOf.join(' or ') }]
      : []),
    ...inside,
  ];
}
