import type { JsonValue } from '../../model/json/json-value.ts';

/** `undefined` where the text is no JSON: half an answer, a page of a proxy. */
export function parseAnswerJson(text: string): { readonly value: JsonValue } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
