import type { JsonValue } from '../../model/json/json-value.ts';
import { escapeNonAscii } from '../sanitize.ts';
import { formatInlineValue } from './format-yaml.ts';

/** What looks the same to a reader: forms of one letter, kinds of space. */
const normalizeAppearance = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim();

/** Both values on one line each. Values that differ but would look alike are spelled out. */
export function formatValuePair(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): { readonly before: string; readonly after: string } {
  const texts = { before: formatInlineValue(before), after: formatInlineValue(after) };
  if (normalizeAppearance(texts.before) !== normalizeAppearance(texts.after)) return texts;
  return { before: escapeNonAscii(texts.before), after: escapeNonAscii(texts.after) };
}
