import { Lexer } from 'yaml';

/** Replaces the delimiters by letters: a plain scalar of the same length keeps the text around the marker parseable. */
export const toPlaceholder = (marker: string): string => marker.replaceAll(/[@#]/g, 'x');

/** Whether a line of nothing but `##X##` is a comment used as a heading, and not the value that the line above is missing. */
export function isHeading(
  text: string,
  marker: { readonly name: string; readonly start: number; readonly end: number },
): boolean {
  const start = text.lastIndexOf('\n', marker.start) + 1;
  const end = text.indexOf('\n', marker.end);
  const line = text.slice(start, end < 0 ? text.length : end);
  if (line.trim() !== `##${marker.name}##`) return false;
  const above = text.slice(0, start).trimEnd().split('\n').at(-1) ?? '';
  const below =
    end < 0
      ? ''
      : (text
          .slice(end)
          .split('\n')
          .find((next) => next.trim() !== '') ?? '');
  const lacksValue = /[:-]$/.test(above.trimEnd()) && measureIndent(above) < measureIndent(line);
  return !lacksValue || (below !== '' && measureIndent(below) >= measureIndent(line));
}

const measureIndent = (line: string): number => line.length - line.trimStart().length;

/** Creates a test for offsets inside comments. It runs YAML's lexer over a text of the same length with markers made plain scalars. */
export function createCommentTest(text: string): (offset: number) => boolean {
  const readable = text.replace(/^([ \t]*)##\w+##(?=.*\S)|(?:@@|##)\w+(?:@@|##)/gm, (found, indent: string | undefined) =>
    indent === undefined ? toPlaceholder(found) : found,
  );
  const comments: { start: number; end: number }[] = [];
  let at = 0;
  let content = false;
  for (const token of new Lexer().lex(readable)) {
    if (token === '\u0002' || token === '\u0018') continue;
    if (token === '\u001f') {
      content = true;
      continue;
    }
    if (!content && token.startsWith('#')) comments.push({ start: at, end: at + token.length });
    content = false;
    at += token.length;
  }
  return (offset) => comments.some(({ start, end }) => offset >= start && offset < end);
}
