/** Every writing in which a text may have got into an output. */
export function formsOf(text: string): readonly string[] {
  const json = (value: string): string => JSON.stringify(value).slice(1, -1);
  const html = text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  const named = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const form = new URLSearchParams([['', text]]).toString().slice(1);
  const bytes = Buffer.from(text).toString('hex');
  const plain = [text, json(text), json(json(text)), encodeURIComponent(text), form, html, named, bytes, bytes.toUpperCase()];
  return [...new Set([...plain, ...base64Forms(text, 'base64'), ...base64Forms(text, 'base64url')])];
}

/** Base64 of a text depends on where in a group of three it begins; what is left after cutting the ends is in each of them. */
export const base64Forms = (text: string, alphabet: 'base64' | 'base64url' = 'base64'): readonly string[] =>
  [0, 1, 2].map((lead) => {
    const whole = Buffer.from(`${' '.repeat(lead)}${text}`)
      .toString(alphabet)
      .replace(/=+$/, '');
    return whole.slice(lead === 0 ? 0 : 4, -2);
  });

/** Without what a reader reads over: letter case and breaks of lines. */
const fold = (text: string): string => text.replace(/\s|\\[nrt]/g, '').toLowerCase();

/** The secrets that a text shows, in any writing. */
export function leaksIn(text: string, secrets: readonly string[]): readonly string[] {
  const folded = fold(text);
  return secrets.filter((secret) => formsOf(secret).some((form) => text.includes(form) || folded.includes(fold(form))));
}

const eachUnit = (text: string, write: (code: number) => string): string =>
  text
    .split('')
    .map((unit) => write(unit.charCodeAt(0)))
    .join('');
const inLines = (text: string, width: number): string => text.replace(new RegExp(`(.{${width}})`, 'gs'), '$1\n');

/** What an answer may make of a text that it quotes, by what it is called. */
export function quotationsOf(text: string): Readonly<Record<string, string>> {
  const body = JSON.stringify({ name: 'x', value: text });
  return {
    ...Object.fromEntries(
      formsOf(text)
        .filter((form) => form.length >= 8)
        .map((form, index) => [`form ${index}`, form]),
    ),
    'hex of a body': Buffer.from(body).toString('hex'),
    'base64 of a body': Buffer.from(body).toString('base64'),
    'base64url of a body': Buffer.from(body).toString('base64url'),
    'base64 in lines': inLines(Buffer.from(body).toString('base64'), 19),
    'hex in lines': inLines(Buffer.from(text).toString('hex'), 19),
    'a body in a body': JSON.stringify({ body }),
    'upper case': text.toUpperCase(),
    'lower case': text.toLowerCase(),
    'in lines': inLines(text, 7),
    'in lines of JSON': JSON.stringify(inLines(text, 7)),
    'entities in hex': eachUnit(text, (code) => `&#x${code.toString(16)};`),
    'entities in decimal': eachUnit(text, (code) => `&#${code};`),
    'escapes of JSON': eachUnit(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
    'every percent': [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  };
}
