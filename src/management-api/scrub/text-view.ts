/** A decoded or folded text whose units remember the range of the original text that they represent. */
export interface TextView {
  readonly units: readonly TextUnit[];
  readonly text: string;
}

interface TextUnit {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const buildTextView = (units: readonly TextUnit[]): TextView => ({ units, text: units.map(({ text }) => text).join('') });

export const toTextView = (text: string): TextView =>
  buildTextView(text.split('').map((unit, at) => ({ text: unit, start: at, end: at + 1 })));

/** Removes blanks, line breaks and invisible characters and converts to lower case: a secret stays readable despite such changes. */
export const foldTextView = ({ units }: TextView): TextView =>
  buildTextView(
    units.filter((unit) => !/[\s\p{Cc}\p{Cf}]/u.test(unit.text)).map((unit) => ({ ...unit, text: foldUnit(unit.text) })),
  );

/** Skips case changes that would change the number of units, so units and characters stay aligned. */
const foldUnit = (unit: string): string => (unit.toLowerCase().length === 1 ? unit.toLowerCase() : unit);

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
const ASCII = /^[\u0000-\u007f]*$/;

/** Folds a text whose places do not matter. Keys and tokens are long and ASCII, for which units of their own are not needed. */
export const foldText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what \s and Cc contain in ASCII.
  ASCII.test(text) ? text.replace(/[\s\u0000-\u001f\u007f]/g, '').toLowerCase() : foldTextView(toTextView(text)).text;

/** An escape sequence of JSON, HTML or percent-encoding. */
const ESCAPE =
  /\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|\\([^ux])|&#(\d{1,5});|&#x([0-9a-f]{1,4});|&(amp|lt|gt|quot|apos|nbsp);|%([0-7][0-9a-f])/gi;
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Decodes one layer of JSON, HTML and percent escapes. */
export function unescapeTextView({ units, text }: TextView): TextView {
  const found: TextUnit[] = [];
  let from = 0;
  for (const match of text.matchAll(ESCAPE)) {
    const end = match.index + match[0].length;
    const [first, last] = [units[match.index], units[end - 1]];
    if (!first || !last) continue;
    found.push(...units.slice(from, match.index), { text: decodeEscape(match), start: first.start, end: last.end });
    from = end;
  }
  return buildTextView([...found, ...units.slice(from)]);
}

function decodeEscape([, unicode, byte, sign, decimal, hex, entity, percent]: RegExpMatchArray): string {
  if (sign !== undefined) return CONTROLS[sign] ?? sign;
  if (entity !== undefined) return ENTITIES[entity.toLowerCase()] ?? '';
  const code = decimal === undefined ? Number.parseInt(unicode ?? byte ?? hex ?? percent ?? '0', 16) : Number(decimal);
  return String.fromCharCode(code);
}
