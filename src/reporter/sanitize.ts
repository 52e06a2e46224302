/**
 * Names in a tenant are written by anybody. Control characters drive a terminal, bidi and zero-width characters make one text look
 * like another: all of them are shown as `\u{1b}`. What an emoji is joined with stays, where it really joins emoji.
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

/** Text for one line: nothing in it can move the cursor, end the line or hide. */
export const sanitizeText = (text: string): string => (INVISIBLE.test(text) ? escapeInvisible(text, ALL_INVISIBLE) : text);

/** A line of somebody's file or script, in which a tab is a tab. */
export const sanitizeCodeLine = (text: string): string =>
  INVISIBLE.test(text) ? escapeInvisible(text, INVISIBLE_EXCEPT_TAB) : text;

/** Writes every character outside of ASCII as `\u{e9}`: tells apart what looks the same. */
export const escapeNonAscii = (text: string): string => sanitizeText(text).replace(/[^ -~]/gu, escapeCharacter);
