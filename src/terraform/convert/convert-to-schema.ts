import { isArray, isObject, type JsonValue, toPlainJson } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { resolveSchemaRef, type Schema } from '../../schema/load-schema.ts';
import { matchesSchema } from '../../schema/matches-schema.ts';
import type { Shape } from '../../schema/schema-shape.ts';
import { unwrapBlock } from './attribute-paths.ts';

/**
 * Brings a value into the form that the schema expects: a block out of its list, JSON out of its text, a single value into a list, and numbers
 * and booleans out of texts. A value that has the form already, or that cannot get it, stays as it is.
 */
export function convertToSchema(schema: Schema, root: Schema, value: JsonValue): JsonValue {
  const types = [schema.type ?? []].flat();
  if (types.includes('array') && (isArray(value) || !matchesSchema(onlyType(schema), value)))
    return coerceList(schema, root, value);
  if (matchesSchema(onlyType(schema), value)) return value;
  if (types.includes('object')) return unwrapBlock(typeof value === 'string' ? parseJson(value) : value) ?? null;
  if (value === 'null') return null;
  if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  if (isNumeric(types) && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  if (types.includes('string') && !isNumeric(types) && typeof value === 'number') return String(value);
  return value;
}

const onlyType = ({ type }: Schema): Shape => ({ schema: omitUndefined({ type }), root: {} });

const isNumeric = (types: readonly string[]): boolean => types.includes('integer') || types.includes('number');

function coerceList(schema: Schema, root: Schema, value: JsonValue): JsonValue {
  const parsed = typeof value === 'string' && value.trimStart().startsWith('[') ? parseJson(value) : value;
  const list = isArray(parsed) ? parsed : [parsed];
  const items = schema.items && resolveSchemaRef(schema.items, root);
  const [only, ...others] = items?.required ?? [];
  if (only === undefined || others.length > 0 || ![items?.type ?? []].flat().includes('object')) return list;
  return list.map((item) => (typeof item === 'string' ? { [only]: item } : item));
}

/** Returns a text unchanged if it is not JSON of an object or a list. */
function parseJson(text: string): JsonValue {
  try {
    const parsed = toPlainJson(JSON.parse(text));
    return isObject(parsed) || isArray(parsed) ? parsed : text;
  } catch {
    return text;
  }
}
