/** Device names that Windows reserves, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const MAX_LENGTH = 60;

/** Converts a text to a file name that is valid on every system: letters, digits, `.`, `-` and `_`; not empty, hidden or `..`. */
export function toFileName(text: string, fallback: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/\.{2,}/g, '.');
  const name = trimDotsAndDashes([...trimDotsAndDashes(plain)].slice(0, MAX_LENGTH).join(''));
  if (name === '') return fallback;
  return RESERVED.test(name) ? `_${name}` : name;
}

const trimDotsAndDashes = (name: string): string => name.replace(/^[-.]+|[-.]+$/g, '');
