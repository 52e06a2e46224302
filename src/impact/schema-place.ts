import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { resolveSchemaRef } from '../schema/load-schema.ts';
import { getItemShape, getMemberShape, listActiveSchemas, type Shape } from '../schema/schema-shape.ts';
import type { PlanSide } from './impact-question.ts';
import { getItemWords, getRootWords, type ImpactWords, inheritWords } from './impact-words.ts';

/** A field of a resource, with what its schema says about the impact of changes. */
export interface SchemaPlace {
  readonly shape: Shape | undefined;
  /** As the schema names it: `callbacks[]`, `client_metadata.*`. */
  readonly field: string;
  readonly words: ImpactWords;
  /** What the API uses where the field is not set. */
  readonly serverDefault: JsonValue | undefined;
  /** On which side the API fills in that default: only where there is an object around the field, declared or filled in itself. */
  readonly isFilled: Readonly<Record<PlanSide, boolean>>;
}

const FILLED = { before: true, after: true };

export const createRootPlace = (shape: Shape): SchemaPlace => ({
  shape,
  field: '',
  words: getRootWords(shape.schema),
  serverDefault: {},
  isFilled: FILLED,
});

/** @param sides the object that contains the member, if there is one; the member's schema may depend on it. */
export function enterMember(
  { shape, field, words, serverDefault, isFilled }: SchemaPlace,
  sides: Partial<Record<PlanSide, JsonObject | undefined>>,
  name: string,
): SchemaPlace {
  const holder = { ...sides.before, ...sides.after };
  const child = shape && getMemberShape(shape, holder, name);
  const step = child && !isNamed(shape, holder, name) ? '*' : name;
  const outer = isObject(serverDefault) ? serverDefault : undefined;
  const isPresent = (side: PlanSide): boolean => sides[side] !== undefined || (isFilled[side] && outer !== undefined);
  return {
    shape: child,
    field: field === '' ? step : `${field}.${step}`,
    words: inheritWords(words, child?.schema),
    serverDefault: child?.schema['x-server-default'] ?? child?.schema.default ?? (outer && getObjectMember(outer, name)),
    isFilled: { before: isPresent('before'), after: isPresent('after') },
  };
}

/** Whether the schema names the member itself, rather than a form for members of any name. */
const isNamed = (shape: Shape, holder: JsonObject, name: string): boolean =>
  listActiveSchemas(shape, holder).some((schema) => {
    const { properties } = resolveSchemaRef(schema, shape.root);
    return properties !== undefined && Object.hasOwn(properties, name);
  });

export function enterItem({ shape, field, words }: SchemaPlace): SchemaPlace {
  const items = getItemShape(shape);
  return {
    shape: items,
    field: `${field}[]`,
    words: inheritWords(getItemWords(words), items?.schema),
    serverDefault: undefined,
    isFilled: FILLED,
  };
}

/** Returns the place of an item as a whole, which has the words of its list. */
export const toListItemPlace = (list: SchemaPlace): SchemaPlace => ({
  ...list,
  field: `${list.field}[]`,
  shape: getItemShape(list.shape),
});

export const isListPlace = ({ shape }: SchemaPlace): boolean => shape?.schema.items !== undefined;
