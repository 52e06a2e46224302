import { isArray, type JsonValue } from '../model/json/json-value.ts';
import type { Shape } from './schema-shape.ts';

/** What gives a value a form. A member that may be anything, as in the options of a strategy, is as unknown as one that no schema has. */
const FORM_KEYWORDS = ['enum', 'const', 'anyOf'];

/** Whether the schema says what this value is. Where it does not, or says another thing, only its name can tell that it is a secret. */
export function isDescribed(shape: Shape | undefined, value: JsonValue): boolean {
  if (shape === undefined) return false;
  const { type } = shape.schema;
  if (type === undefined) return FORM_KEYWORDS.some((word) => Object.hasOwn(shape.schema, word));
  return value === null || [type].flat().includes(getTypeName(value)) || typeof value === 'number';
}

const getTypeName = (value: JsonValue): string => (isArray(value) ? 'array' : typeof value);
