/*
 * Works on finished text, whatever its format, so that no report can forget it. Reports write characters in several ways, and the address
 * must be found in each: `&#64;` and `&#39;` (HTML, Markdown), `%40` (URLs), `\u{1f600}` (escaped for a terminal), `\n` (JSON). Every
 * character is looked at a fixed number of times: the text may be long and hostile.
 */
const AT_SIGN = /(?:@|%40|&#64;)(?:&#8203;)?/gi;
/** A domain, or the beginning of one that was cut off. Without a letter it is a version: `lodash@4.17.21`. */
const DOMAIN = /[\p{L}\p{N}.-]*[\p{L}][\p{L}\p{N}.-]*|%[\da-f]{2}/iuy;
/** What an address may contain before its `@`, without the characters that delimit it in keys, URLs and markup: `|`, `/`, `=`, `?`, `&`. */
const LOCAL = /[\p{L}\p{M}\p{N}\p{So}\p{Cs}\u200b…!#$%'*+\-._~^{}]/u;
const LETTER = /[\p{L}\p{N}\p{So}\p{Cs}]/u;
const ESCAPE = /&#(?<decimal>\d{1,7});|%(?<hex>[\da-f]{2})|\\u\{(?<braced>[\da-f]{1,6})\}/i;
const UNIT = new RegExp(`${ESCAPE.source.replace(/\?<\w+>/g, '')}|[\\s\\S]`, 'giu');
const LAST_ESCAPE = new RegExp(`(?:${ESCAPE.source})$`, 'i');
const LONGEST_ESCAPE = 12;
/** The rest of an escape sequence of JSON that ends right before an address: `\nada@acme.test`. */
const JSON_ESCAPE = /u[\da-f]{4}|[bfnrt]/iy;

/** A phone number in international form, with its plus sign in any of these forms. */
const PHONE = /(?<plus>\+|%2B|&#43;)\d{3,}(?<end>\d{2})(?!\d)/gi;

/** Shortens e-mail addresses to their first letter and domain (`a…@acme.test`), and phone numbers to their last two digits (`+…78`). */
export function redactPeople(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  let from = 0;
  for (const { 0: at, index } of text.matchAll(AT_SIGN)) {
    const start = findLocalStart(text, from, index);
    from = index + at.length;
    if (start === index || !isDomainAt(text, from)) continue;
    parts.push(text.slice(copied, start), shortenLocal(text.slice(start, index)));
    copied = index;
  }
  return (parts.join('') + text.slice(copied)).replace(PHONE, '$<plus>…$<end>');
}

function isDomainAt(text: string, at: number): boolean {
  DOMAIN.lastIndex = at;
  return DOMAIN.test(text);
}

/** Finds where the address begins whose `@` is at `end`. */
function findLocalStart(text: string, from: number, end: number): number {
  let start = end;
  for (let length = measureCharacter(text, from, start); length > 0; length = measureCharacter(text, from, start))
    start -= length;
  if (text[start - 1] !== '\\') return start;
  JSON_ESCAPE.lastIndex = start;
  return Math.min(end, start + (JSON_ESCAPE.exec(text)?.[0].length ?? 0));
}

/** Measures the character that ends before `end`, as it is written. 0: it is not part of an address. */
function measureCharacter(text: string, from: number, end: number): number {
  if (end <= from) return 0;
  const [written = text[end - 1] ?? ''] = LAST_ESCAPE.exec(text.slice(Math.max(from, end - LONGEST_ESCAPE), end)) ?? [];
  return LOCAL.test(decodeCharacter(written)) ? written.length : 0;
}

function decodeCharacter(written: string): string {
  const { decimal, hex, braced } = ESCAPE.exec(written)?.groups ?? {};
  const code = decimal === undefined ? Number.parseInt(hex ?? braced ?? '', 16) : Number(decimal);
  if (Number.isNaN(code) || code > 0x10ffff) return written;
  // A byte of a longer character, in a URL.
  return hex !== undefined && code >= 0x80 ? '…' : String.fromCodePoint(code);
}

/** Keeps the first letter, and what is before it: quotes and marks of Markdown do not belong to the address. */
function shortenLocal(local: string): string {
  const units = local.match(UNIT) ?? [];
  const first = units.findIndex((unit) => LETTER.test(decodeCharacter(unit)));
  return `${units
    .slice(0, Math.max(0, first) + 1)
    .join('')
    .replace(/…$/, '')}…`;
}
