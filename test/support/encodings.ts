/** Every writing in which a text may have got into an output. */
export function listEncodings(text: string): readonly string[] {
  const escapeJson = (value: string): string => JSON.stringify(value).slice(1, -1);
  const html = text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  const named = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const form = new URLSearchParams([['', text]]).toString().slice(1);
  const bytes = Buffer.from(text).toString('hex');
  const plain = [
    text,
    escapeJson(text),
    escapeJson(escapeJson(text)),
    encodeURIComponent(text),
    form,
    html,
    named,
    bytes,
    bytes.toUpperCase(),
  ];
  return [...new Set([...plain, ...listBase64Forms(text, 'base64'), ...listBase64Forms(text, 'base64url')])];
}

/** Base64 of a text depends on where in a group of three it begins; what is left after cutting the ends is in each of them. */
export const listBase64Forms = (text: string, alphabet: 'base64' | 'base64url' = 'base64'): readonly string[] =>
  [0, 1, 2].map((lead) => {
    const whole = Buffer.from(`${' '.repeat(lead)}${text}`)
      .toString(alphabet)
      .replace(/=+$/, '');
    return whole.slice(lead === 0 ? 0 : 4, -2);
  });

/** Without what a reader reads over: letter case and breaks of lines. */
const foldText = (text: string): string => text.replace(/\s|\\[nrt]/g, '').toLowerCase();

/** The secrets that a text shows, in any writing. */
export function findLeaks(text: string, secrets: readonly string[]): readonly string[] {
  const folded = foldText(text);
  return secrets.filter((secret) => listEncodings(secret).some((form) => text.includes(form) || folded.includes(foldText(form))));
}

const mapCodeUnits = (text: string, write: (code: number) => string): string =>
  text
    .split('')
    .map((unit) => write(unit.charCodeAt(0)))
    .join('');
const wrapLines = (text: string, width: number): string => text.replace(new RegExp(`(.{${width}})`, 'gs'), '$1\n');

/** What an answer may make of a text that it quotes, by what it is called. */
export function buildQuotations(text: string): Readonly<Record<string, string>> {
  const body = JSON.stringify({ name: 'x', value: text });
  return {
    ...Object.fromEntries(
      listEncodings(text)
        .filter((form) => form.length >= 8)
        .map((form, index) => [`form ${index}`, form]),
    ),
    'hex of a body': Buffer.from(body).toString('hex'),
    'base64 of a body': Buffer.from(body).toString('base64'),
    'base64url of a body': Buffer.from(body).toString('base64url'),
    'base64 in lines': wrapLines(Buffer.from(body).toString('base64'), 19),
    'hex in lines': wrapLines(Buffer.from(text).toString('hex'), 19),
    'a body in a body': JSON.stringify({ body }),
    'upper case': text.toUpperCase(),
    'lower case': text.toLowerCase(),
    'in lines': wrapLines(text, 7),
    'in lines of JSON': JSON.stringify(wrapLines(text, 7)),
    'entities in hex': mapCodeUnits(text, (code) => `&#x${code.toString(16)};`),
    'entities in decimal': mapCodeUnits(text, (code) => `&#${code};`),
    'escapes of JSON': mapCodeUnits(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
    'every percent': [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  };
}
