import { sanitizeText } from '../sanitize.ts';
import { splitCharacters } from '../text/lines/display-width.ts';

/** Characters with a meaning in Markdown or HTML. They are written as character references, which both render as the character. */
const MARKUP = /[&<>`*_[\]|~\\$#@]/g;
/** Characters that are markup at the start of a line: lists, rules, headings, indented code. */
const LINE_START = /^[^\p{L}&]/u;
const toEntity = (character: string): string => `&#${character.codePointAt(0)};`;

/** GitHub links mentions, issue numbers and URLs in the rendered page: zero-width spaces and character references prevent that. */
const breakAutolinks = (text: string): string =>
  text
    .replace(/&#(?:64|35);/g, '$&&#8203;')
    .replaceAll('://', '&#58;//')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`);

/** Escapes untrusted text for prose, a table cell or HTML: nothing in it becomes markup, a mention or a link. */
export const escapeProse = (text: string): string =>
  breakAutolinks(sanitizeText(text).replace(MARKUP, toEntity).replace(LINE_START, toEntity));

const PLAIN_CODE = /^[\w./:@+ -]+$/;

/** Formats a name as inline code: in backticks if it is plain, else as HTML. GitHub links no mentions inside code. */
export const formatCode = (text: string): string => {
  const shown = shortenText(sanitizeText(text));
  return PLAIN_CODE.test(shown) && shown.trim() === shown ? `\`${shown}\`` : formatHtmlCode(text);
};

/** Formats a name as HTML code, for places where Markdown is not rendered, like a `<summary>`. */
export const formatHtmlCode = (text: string): string =>
  `<code>${shortenText(sanitizeText(text)).replace(MARKUP, toEntity)}</code>`;

/** Formats an http(s) URL as a link; any other text as code. */
export const formatLink = (text: string): string =>
  /^https?:\/\/[\w.:-]+(?:\/[\w./?=&%#~+-]*)?$/.test(text) ? `<${text}>` : formatCode(text);

/** Longer names are shortened. Must be well below the limit of a report. */
const MAX_NAME_LENGTH = 120;

export function shortenText(text: string, longest = MAX_NAME_LENGTH): string {
  return text.length <= longest ? text : `${splitCharacters(text.slice(0, longest)).slice(0, -1).join('')}…`;
}

/** Formats a fenced code block. The fence is longer than any run of backticks in the lines, so they cannot close it. */
export function formatFencedBlock(language: string, lines: readonly string[]): string {
  const longest = lines.reduce((most, line) => Math.max(most, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${lines.join('\n')}\n${fence}\n`;
}
