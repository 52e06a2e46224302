/**
 * Names in a tenant are written by anybody. Control characters drive a terminal, bidi and zero-width characters make one text look
 * like another: all of them are shown as `\u{1b}`. What an emoji is joined with stays, where it really joins emoji.
 */
const JOINED_EMOJI =
  /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier})(?:\uFE0F(?!\uFE0F)|\uFE0F?\u200D(?=\p{Extended_Pictographic}))/gu;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const EVERY_UNSEEN = new RegExp(UNSEEN, 'gu');
const UNSEEN_BUT_TAB = /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const visible = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

function replaceUnseen(text: string, unseen: RegExp): string {
  let done = '';
  let from = 0;
  for (const joiner of text.matchAll(JOINED_EMOJI)) {
    done += text.slice(from, joiner.index).replace(unseen, visible) + joiner[0];
    from = joiner.index + joiner[0].length;
  }
  return done + text.slice(from).replace(unseen, visible);
}

/** Text for one line: nothing in it can move the cursor, end the line or hide. */
export const clean = (text: string): string => (UNSEEN.test(text) ? replaceUnseen(text, EVERY_UNSEEN) : text);

/** A line of somebody's file or script, in which a tab is a tab. */
export const cleanLine = (text: string): string => (UNSEEN.test(text) ? replaceUnseen(text, UNSEEN_BUT_TAB) : text);

/** Writes every character outside of ASCII as `\u{e9}`: tells apart what looks the same. */
export const spelledOut = (text: string): string => clean(text).replace(/[^ -~]/gu, visible);
