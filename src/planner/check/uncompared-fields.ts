import { isObject, type JsonObject, member } from '../../model/json/json.ts';
import { escapeStep, type Pointer, stepsOf } from '../../model/json/pointer.ts';
import { shapeOf } from '../../resources/shape.ts';
import { memberShape, type Shape } from '../../schema/walk.ts';
import { type Draft, noteDraft } from '../draft.ts';
import type { Matching } from '../match/match-resources.ts';
import type { Context } from '../planning-context.ts';

/**
 * Says of declared values that the API reads once and never shows, in no form, that nobody can tell whether the tenant has them: an unchanged
 * plan would otherwise look like proof. Secrets are left out: everybody knows that they are not shown.
 */
export const noteNotCompared = (matching: Matching, context: Context): readonly Draft[] =>
  matching.types.flatMap(({ definition, pairs }) => {
    const shape = shapeOf(definition);
    return pairs.flatMap(({ declared, live }) => {
      const places = live && !context.resends(declared.address) ? hiddenIn(shape, live.body, declared.fields) : [];
      if (places.length === 0) return [];
      const names = places.map((place) => stepsOf(place).join('.')).join(', ');
      return [
        noteDraft(
          declared,
          'not compared',
          `${names}: not compared, the tenant does not show it; --resend ${declared.address} sends it`,
        ),
      ];
    });
  });

function hiddenIn(shape: Shape, live: JsonObject, declared: JsonObject, at: Pointer = ''): readonly Pointer[] {
  const holder = { ...live, ...declared };
  return Object.entries(declared).flatMap(([name, value]) => {
    const child = memberShape(shape, holder, name);
    const place = `${at}/${escapeStep(name)}`;
    const now = member(live, name);
    if (!child || value === null) return [];
    if (isHidden(child) && now === undefined) return [place];
    return isObject(value) && !child.schema.writeOnly ? hiddenIn(child, isObject(now) ? now : {}, value, place) : [];
  });
}

/** An object that is hidden whole has secrets in it. */
const isHidden = ({ schema }: Shape): boolean =>
  schema.writeOnly === true &&
  ![schema.type].flat().includes('object') &&
  !schema['x-secret'] &&
  !schema['x-shown-as'] &&
  !schema['x-create-only'] &&
  !schema['x-opaque'];
