import { clean } from '../sanitize.ts';
import { characters } from '../text/width.ts';

/** What could begin anything in Markdown or HTML, as a reference that both read as the character itself. */
const MARKUP = /[&<>`*_[\]|~\\$#@]/g;
/** At the start of a line other characters are markup, too: lists, rules, headings, indented code. */
const LINE_START = /^[^\p{L}&]/u;
const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/** A mention, an issue number or a link is made from the finished page: a character of no width keeps it apart. */
const separated = (text: string): string =>
  text
    .replace(/&#(?:64|35);/g, '$&&#8203;')
    .replaceAll('://', '&#58;//')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`);

/** Somebody's text in a sentence, a table cell or HTML: nothing in it is markup, a mention or a link. */
export const prose = (text: string): string => separated(clean(text).replace(MARKUP, entity).replace(LINE_START, entity));

const PLAIN_CODE = /^[\w./:@+ -]+$/;

/** A name as code: in backticks if it is a plain one, else in HTML. Inside code GitHub looks for no mentions. */
export const code = (text: string): string => {
  const shown = shortened(clean(text));
  return PLAIN_CODE.test(shown) && shown.trim() === shown ? `\`${shown}\`` : htmlCode(text);
};

/** The same where Markdown is not read: in a `<summary>`. */
export const htmlCode = (text: string): string => `<code>${shortened(clean(text)).replace(MARKUP, entity)}</code>`;

/** An address that may be followed; anything else is code. */
export const link = (text: string): string =>
  /^https?:\/\/[\w.:-]+(?:\/[\w./?=&%#~+-]*)?$/.test(text) ? `<${text}>` : code(text);

/** Longer names than this are cut: a report must fit. */
const LONGEST = 120;

export function shortened(text: string, longest = LONGEST): string {
  return text.length <= longest ? text : `${characters(text.slice(0, longest)).slice(0, -1).join('')}…`;
}

/** A fenced block that its own lines cannot close. */
export function fenced(language: string, lines: readonly string[]): string {
  const longest = lines.reduce((most, line) => Math.max(most, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${lines.join('\n')}\n${fence}\n`;
}
