import { isArray, type JsonValue } from '../model/json/json-value.ts';
import type { Shape } from './schema-shape.ts';

/** Keywords that describe a value without `type`. A member that may be anything, such as a strategy's option, counts as not described. */
const FORM_KEYWORDS = ['enum', 'const', 'anyOf'];

/**
 * Whether the schema describes this value. If it does not, or has a different type, `x-secret` cannot be relied on, and only the field's name
 * shows that the value may be a secret.
 */
export function isDescribed(shape: Shape | undefined, value: JsonValue): boolean {
  if (shape === undefined) return false;
  const { type } = shape.schema;
  if (type === undefined) return FORM_KEYWORDS.some((word) => Object.hasOwn(shape.schema, word));
  return value === null || [type].flat().includes(getTypeName(value)) || typeof value === 'number';
}

const getTypeName = (value: JsonValue): string => (isArray(value) ? 'array' : typeof value);
