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

/** The secrets that a text shows, in any writing. */
export const leaksIn = (text: string, secrets: readonly string[]): readonly string[] =>
  secrets.filter((secret) => formsOf(secret).some((form) => text.includes(form)));
