import type { JsonValue } from '../../model/json/json.ts';
import { spelledOut } from '../sanitize.ts';
import { flow } from './yaml.ts';

/** What looks the same to a reader: forms of one letter, kinds of space. */
const looks = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim();

/** Both values on one line each. Values that differ but would look alike are spelled out. */
export function valueTexts(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): { readonly before: string; readonly after: string } {
  const texts = { before: flow(before), after: flow(after) };
  if (looks(texts.before) !== looks(texts.after)) return texts;
  return { before: spelledOut(texts.before), after: spelledOut(texts.after) };
}
