import type { JsonValue } from '../../model/json/json-value.ts';
import { escapeNonAscii } from '../sanitize.ts';
import { formatInlineValue } from './format-yaml.ts';

/** Maps texts that look alike to the same text: Unicode compatibility forms and kinds of white space. */
const normalizeAppearance = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim();

/** Formats two values on one line each. If they would look alike, non-ASCII characters are escaped to show the difference. */
export function formatValuePair(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): { readonly before: string; readonly after: string } {
  const texts = { before: formatInlineValue(before), after: formatInlineValue(after) };
  if (normalizeAppearance(texts.before) !== normalizeAppearance(texts.after)) return texts;
  return { before: escapeNonAscii(texts.before), after: escapeNonAscii(texts.after) };
}
