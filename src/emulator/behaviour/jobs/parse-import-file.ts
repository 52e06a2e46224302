import { isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { badRequest } from '../../http/refusal.ts';

/** Parses the file of an import. Stricter than the API, whose job fails later if the file is no array of objects. */
export function parseImportFile(text: string): readonly JsonObject[] {
  if (text === '') throw badRequest('Users file must not be empty.');
  const parsed = parse(text);
  if (!isArray(parsed) || !parsed.every(isObject)) throw badRequest('Failed to parse users file JSON when importing users.');
  return parsed.filter(isObject);
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
