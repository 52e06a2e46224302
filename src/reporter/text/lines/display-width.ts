/** Code points that terminals draw two columns wide: CJK, Hangul, kana, full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]|\uFE0F/u;
const ASCII = /^[ -~]*$/;

let segmenter: Intl.Segmenter | undefined;

/** Splits text into grapheme clusters: what a reader sees as one character. */
export function splitCharacters(text: string): readonly string[] {
  if (ASCII.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

const getCharacterWidth = (character: string): number => (WIDE.test(character) ? 2 : 1);

/** Returns the number of terminal columns of a sanitized text. */
export const measureWidth = (text: string): number =>
  ASCII.test(text) ? text.length : splitCharacters(text).reduce((sum, character) => sum + getCharacterWidth(character), 0);

export const padToWidth = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - measureWidth(text)));
