/** Characters that control a terminal or disguise text: control, format and separator characters that `JSON.stringify` does not escape. */
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escapeCodeUnits = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** Escapes unprintable characters in JSON text without changing its meaning. Line breaks that indent the JSON are kept. */
export const escapeUnprintable = (json: string): string => json.replace(UNPRINTABLE, escapeCodeUnits);

/** Serializes a value as JSON that is safe to print. `indent` is the number of spaces per level; 0 puts everything on one line. */
export const toPrintableJson = (value: unknown, indent = 0): string => escapeUnprintable(JSON.stringify(value, null, indent));
