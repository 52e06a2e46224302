/** Names that Windows keeps for devices, whatever follows a dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST = 60;

/** A name as part of a path on any system: letters, digits, `.`, `-` and `_`, neither empty nor hidden nor a step upwards. */
export function fileName(text: string, otherwise: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/\.{2,}/g, '.');
  const name = trimmed([...trimmed(plain)].slice(0, LONGEST).join(''));
  if (name === '') return otherwise;
  return RESERVED.test(name) ? `_${name}` : name;
}

const trimmed = (name: string): string => name.replace(/^[-.]+|[-.]+$/g, '');
