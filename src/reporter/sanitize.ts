/*
 * Names in a tenant are untrusted input. Control characters can drive a terminal, and bidirectional or zero-width characters can make
 * one text look like another, so all of them are shown as escapes: `\u{1b}`. Variation selectors and zero-width joiners are kept where
 * they join emoji.
 */
const JOINED_EMOJI =
  /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier})(?:\uFE0F(?!\uFE0F)|\uFE0F?\u200D(?=\p{Extended_Pictographic}))/gu;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu');
const INVISIBLE_EXCEPT_TAB = /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const escapeCharacter = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

function escapeInvisible(text: string, pattern: RegExp): string {
  let escaped = '';
  let from = 0;
  for (const joiner of text.matchAll(JOINED_EMOJI)) {
    escaped += text.slice(from, joiner.index).replace(pattern, escapeCharacter) + joiner[0];
    from = joiner.index + joiner[0].length;
  }
  return escaped + text.slice(from).replace(pattern, escapeCharacter);
}

/** Makes untrusted text safe on one line: nothing in it can move the cursor, break the line or stay invisible. */
export const sanitizeText = (text: string): string => (INVISIBLE.test(text) ? escapeInvisible(text, ALL_INVISIBLE) : text);

/** Like `sanitizeText`, for a line of a file or script: tabs are kept. */
export const sanitizeCodeLine = (text: string): string =>
  INVISIBLE.test(text) ? escapeInvisible(text, INVISIBLE_EXCEPT_TAB) : text;

/** Escapes every character outside ASCII, `\u{e9}`, so that texts that look alike can be distinguished. */
export const escapeNonAscii = (text: string): string => sanitizeText(text).replace(/[^ -~]/gu, escapeCharacter);
