import { sanitizeText } from '../sanitize.ts';
import { splitCharacters } from '../text/display-width.ts';

/** What could begin anything in Markdown or HTML, as a reference that both read as the character itself. */
const MARKUP = /[&<>`*_[\]|~\\$#@]/g;
/** At the start of a line other characters are markup, too: lists, rules, headings, indented code. */
const LINE_START = /^[^\p{L}&]/u;
const toEntity = (character: string): string => `&#${character.codePointAt(0)};`;

/** A mention, an issue number or a link is made from the finished page: a character of no width keeps it apart. */
const breakAutolinks = (text: string): string =>
  text
    .replace(/&#(?:64|35);/g, '$&&#8203;')
    .replaceAll('://', '&#58;//')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`);

/** Somebody's text in a sentence, a table cell or HTML: nothing in it is markup, a mention or a link. */
export const escapeProse = (text: string): string =>
  breakAutolinks(sanitizeText(text).replace(MARKUP, toEntity).replace(LINE_START, toEntity));

const PLAIN_CODE = /^[\w./:@+ -]+$/;

/** A name as code: in backticks if it is a plain one, else in HTML. Inside code GitHub looks for no mentions. */
export const formatCode = (text: string): string => {
  const shown = shortenText(sanitizeText(text));
  return PLAIN_CODE.test(shown) && shown.trim() === shown ? `\`${shown}\`` : formatHtmlCode(text);
};

/** The same where Markdown is not read: in a `<summary>`. */
export const formatHtmlCode = (text: string): string =>
  `<code>${shortenText(sanitizeText(text)).replace(MARKUP, toEntity)}</code>`;

/** An address that may be followed; anything else is code. */
export const formatLink = (text: string): string =>
  /^https?:\/\/[\w.:-]+(?:\/[\w./?=&%#~+-]*)?$/.test(text) ? `<${text}>` : formatCode(text);

/** Longer names than this are cut: a report must fit. */
const MAX_NAME_LENGTH = 120;

export function shortenText(text: string, longest = MAX_NAME_LENGTH): string {
  return text.length <= longest ? text : `${splitCharacters(text.slice(0, longest)).slice(0, -1).join('')}…`;
}

/** A fenced block that its own lines cannot close. */
export function formatFencedBlock(language: string, lines: readonly string[]): string {
  const longest = lines.reduce((most, line) => Math.max(most, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${lines.join('\n')}\n${fence}\n`;
}
