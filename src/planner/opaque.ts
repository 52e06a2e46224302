import { isObject, type JsonObject, member } from '../model/json.ts';
import { escapeStep, type Pointer } from '../model/pointer.ts';
import type { Problem } from '../model/problem.ts';
import { shapeOf } from '../resources/shape.ts';
import { resetBy } from '../schema/compose.ts';
import { fieldChanges } from '../schema/diff.ts';
import { memberShape, type Shape } from '../schema/walk.ts';
import type { Context } from './context.ts';
import { changedFields, secretsOf } from './fields.ts';
import type { Matching } from './match.ts';

/**
 * Values that come back encrypted, or not at all, cannot be sent back, and an update loses them unless it sends them: such an update is
 * refused until the definition has them all.
 */
export function opaqueProblems(matching: Matching, context: Context): readonly Problem[] {
  return matching.types.flatMap(({ definition, pairs }) => {
    const shape = shapeOf(definition);
    if (!/"x-opaque"|"x-resend":"declared"/.test(JSON.stringify(shape.schema))) return [];
    return pairs.flatMap(({ declared, live }) => {
      if (!live) return [];
      const changes = fieldChanges(shape, live.body, declared.fields, context.reading(secretsOf(declared)));
      const names = changedFields(changes);
      const reset =
        names.length === 0 ? [] : resetBy(shape, live.body).filter((name) => isKept(name, live.body, declared.fields));
      return [
        ...reset.map((name) => `/${escapeStep(name)}`),
        ...names.flatMap((name) => lost(memberShape(shape, live.body, name), live.body, declared.fields, name, '')),
      ].map((pointer) => wouldLose(declared.address, pointer));
    });
  });
}

/** What the tenant has of it is not to be seen, and the definition says nothing of it. */
const isKept = (name: string, live: JsonObject, declared: JsonObject): boolean =>
  member(live, name) !== undefined && member(declared, name) === undefined;

const wouldLose = (address: string, pointer: Pointer): Problem => ({
  code: 'opaque-value-lost',
  severity: 'error',
  message: `${address} has a value at ${pointer} that the API does not show in clear; this update would lose it`,
  place: { kind: 'address', address, pointer },
  hint: 'Declare it with its value (a ${secret:NAME}), or declare it as null if it may go.',
});

/** Fields whose update would lose such a value. */
export const fieldsThatLose = (shape: Shape, live: JsonObject, declared: JsonObject): ReadonlySet<string> =>
  new Set(Object.keys(declared).filter((name) => lost(memberShape(shape, live, name), live, declared, name, '').length > 0));

function lost(shape: Shape | undefined, live: JsonObject, declared: JsonObject, name: string, at: Pointer): readonly Pointer[] {
  const place = `${at}/${escapeStep(name)}`;
  const value = member(live, name);
  const wanted = member(declared, name);
  if (value === undefined || wanted === null) return [];
  if (shape?.schema['x-opaque']) return wanted === undefined ? [place] : [];
  if (!isObject(value) || shape?.schema['x-patch'] === 'merge') return [];
  const inner = isObject(wanted) ? wanted : {};
  return Object.keys(value).flatMap((child) => lost(shape && memberShape(shape, value, child), value, inner, child, place));
}
