import type { JsonValue } from '../../model/json/json-value.ts';

/** Parses an answer's body; `undefined` if it is not JSON, such as a truncated answer or a proxy's error page. */
export function parseAnswerJson(text: string): { readonly value: JsonValue } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
