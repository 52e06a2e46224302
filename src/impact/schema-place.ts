import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { resolveSchemaRef } from '../schema/load-schema.ts';
import { getItemShape, getMemberShape, listActiveSchemas, type Shape } from '../schema/schema-shape.ts';
import { getItemWords, getRootWords, type ImpactWords, inheritWords } from './impact-words.ts';

/** A field of a resource, with what its schema says about the impact of changes. */
export interface SchemaPlace {
  readonly shape: Shape | undefined;
  /** As the schema names it: `callbacks[]`, `client_metadata.*`. */
  readonly field: string;
  readonly words: ImpactWords;
  /** What the API uses where the field is not set. */
  readonly serverDefault: JsonValue | undefined;
}

export const createRootPlace = (shape: Shape): SchemaPlace => ({
  shape,
  field: '',
  words: getRootWords(shape.schema),
  serverDefault: undefined,
});

/** @param holder the object that contains the member; the member's schema may depend on it. */
export function enterMember({ shape, field, words, serverDefault }: SchemaPlace, holder: JsonObject, name: string): SchemaPlace {
  const child = shape && getMemberShape(shape, holder, name);
  const step = child && !isNamed(shape, holder, name) ? '*' : name;
  return {
    shape: child,
    field: field === '' ? step : `${field}.${step}`,
    words: inheritWords(words, child?.schema),
    serverDefault:
      child?.schema['x-server-default'] ?? (isObject(serverDefault) ? getObjectMember(serverDefault, name) : undefined),
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
  return { shape: items, field: `${field}[]`, words: inheritWords(getItemWords(words), items?.schema), serverDefault: undefined };
}

/** Returns the place of an item as a whole, which has the words of its list. */
export const toListItemPlace = (list: SchemaPlace): SchemaPlace => ({
  ...list,
  field: `${list.field}[]`,
  shape: getItemShape(list.shape),
});

export const isListPlace = ({ shape }: SchemaPlace): boolean => shape?.schema.items !== undefined;
