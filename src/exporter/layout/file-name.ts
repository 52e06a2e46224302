/** Names that Windows keeps for devices, whatever follows a dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const MAX_LENGTH = 60;

/** A name as part of a path on any system: letters, digits, `.`, `-` and `_`, neither empty nor hidden nor a step upwards. */
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
