import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { escapeStep, type Pointer, parsePointer } from '../../model/json/pointer.ts';
import { isWriteOnly } from '../../resources/endpoints/resource-endpoints.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import { createNoteDraft, type Draft } from '../draft.ts';
import type { Matching } from '../match/match-resources.ts';
import type { PlanningContext } from '../planning-context.ts';

/**
 * Notes declared values that the API accepts but never returns, so that an empty plan does not look like proof that the tenant has
 * them. Secrets get no note, because users expect them to be hidden, unless the API shows nothing of the resource.
 */
export const noteUncomparedFields = (matching: Matching, context: PlanningContext): readonly Draft[] =>
  matching.types.flatMap(({ definition, pairs }) => {
    const shape = getResourceShape(definition);
    return pairs.flatMap(({ declared, live }) => {
      if (!live || context.shouldResend(declared.address)) return [];
      const places = isWriteOnly(definition, live.id)
        ? findWriteOnlyFields(shape, declared.fields)
        : findHiddenFields(shape, live.body, declared.fields);
      if (places.length === 0) return [];
      const names = places.map((place) => parsePointer(place).join('.')).join(', ');
      return [
        createNoteDraft(
          declared,
          'not compared',
          `${names}: not compared, because the API does not return it; send it with --resend '${declared.address}'`,
        ),
      ];
    });
  });

const findWriteOnlyFields = (shape: Shape, declared: JsonObject): readonly Pointer[] =>
  Object.entries(declared).flatMap(([name, value]) =>
    value !== null && getMemberShape(shape, declared, name)?.schema.writeOnly ? [`/${escapeStep(name)}`] : [],
  );

function findHiddenFields(shape: Shape, live: JsonObject, declared: JsonObject, at: Pointer = ''): readonly Pointer[] {
  const holder = { ...live, ...declared };
  return Object.entries(declared).flatMap(([name, value]) => {
    const child = getMemberShape(shape, holder, name);
    const place = `${at}/${escapeStep(name)}`;
    const now = getObjectMember(live, name);
    if (!child || value === null) return [];
    if (isNeverShown(child) && now === undefined) return [place];
    return isObject(value) && !child.schema.writeOnly ? findHiddenFields(child, isObject(now) ? now : {}, value, place) : [];
  });
}

/** Checks whether the API never returns a value. Hidden objects do not count: they contain secrets. */
const isNeverShown = ({ schema }: Shape): boolean =>
  schema.writeOnly === true &&
  ![schema.type].flat().includes('object') &&
  !schema['x-secret'] &&
  !schema['x-shown-as'] &&
  !schema['x-create-only'] &&
  !schema['x-sent-with'] &&
  !schema['x-opaque'];
