import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { escapeStep, type Pointer, stepsOf } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { isEmpty } from '../../schema/compare/normal.ts';
import { keywordsIn } from '../../schema/keywords.ts';
import type { PatchMode } from '../../schema/load.ts';
import { isSentAsNull, modeOf } from '../../schema/request/compose.ts';
import { memberShape, type Shape } from '../../schema/walk.ts';
import type { Matching, Pair } from '../match/match-resources.ts';
import { changedFields, secretsOf } from '../operations/changed-fields.ts';
import type { Context } from '../planning-context.ts';

/** Objects that would be left with fewer members than the API takes: whether they are can only be seen with the live members laid under. */
export const refuseIncompleteObjects = (matching: Matching, context: Context): readonly Problem[] =>
  matching.types.flatMap(({ definition, pairs }) => {
    const shape = shapeOf(definition);
    const keywords = keywordsIn(shape.schema);
    if (!keywords.has('minProperties') && !keywords.has('x-one-of')) return [];
    return pairs.flatMap((pair) => incompleteIn(shape, pair, context));
  });

function incompleteIn(shape: Shape, { declared, live }: Pair, context: Context): readonly Problem[] {
  const { address, fields } = declared;
  const under = live?.body ?? {};
  const changes = fieldChanges(shape, under, fields, context.reading(secretsOf(declared), live !== undefined));
  return changedFields(changes).flatMap((name) => {
    const [before, after] = [member(under, name), member(fields, name)];
    const child = memberShape(shape, { ...under, ...fields }, name);
    if (!child || !isObject(after)) return [];
    const mode = modeOf(child, 'replace');
    return incomplete({ shape: child, mode }, isObject(before) ? before : {}, after, `/${escapeStep(name)}`).map(
      ({ at, expected }): Problem => ({
        code: 'missing-field',
        severity: 'error',
        message: `${stepsOf(at).join('.')} of ${address} would be left incomplete`,
        place: { kind: 'address', address, pointer: at },
        expected,
        hint: 'Declare what is missing, or declare the whole as null where it may be unset.',
      }),
    );
  });
}

interface Incomplete {
  readonly at: Pointer;
  readonly expected: string;
}

/** Neither what only the API sets nor an empty value that it refuses is part of what is sent. */
const isSent = (shape: Shape | undefined, value: JsonValue, mode: PatchMode): boolean =>
  (value !== null || isSentAsNull(shape, mode, true)) &&
  shape?.schema.readOnly !== true &&
  !(shape?.schema['x-empty'] === 'refused' && value !== null && isEmpty(value));

interface Part {
  readonly shape: Shape;
  readonly mode: PatchMode;
}

function incomplete({ shape, mode }: Part, live: JsonObject, declared: JsonObject, at: Pointer): readonly Incomplete[] {
  const holder = { ...live, ...declared };
  const names = Object.keys(holder).filter((name) =>
    isSent(memberShape(shape, holder, name), member(holder, name) ?? null, mode),
  );
  const { minProperties = 0, 'x-one-of': oneOf = [] } = shape.schema;
  const inside = Object.entries(declared).flatMap(([name, value]) => {
    const [child, before] = [memberShape(shape, holder, name), member(live, name)];
    if (!child || !isObject(value)) return [];
    const part = { shape: child, mode: modeOf(child, mode) };
    return incomplete(part, isObject(before) ? before : {}, value, `${at}/${escapeStep(name)}`);
  });
  return [
    ...(names.length < minProperties ? [{ at, expected: `at least ${minProperties} of its fields` }] : []),
    ...(oneOf.length > 0 && !oneOf.some((name) => (member(holder, name) ?? null) !== null)
      ? [{ at, expected: oneOf.join(' or ') }]
      : []),
    ...inside,
  ];
}
