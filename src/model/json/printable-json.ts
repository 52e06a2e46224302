/** What drives a terminal, or makes one text look like another: control, format and separator characters beyond those that JSON escapes itself. */
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escapeCodeUnits = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** JSON that says the same and is safe to print. The only line breaks between values are those of its own layout. */
export const escapeUnprintable = (json: string): string => json.replace(UNPRINTABLE, escapeCodeUnits);

/** A value as JSON that is safe to print; `indent` blanks a level, or all on one line. */
export const toPrintableJson = (value: unknown, indent = 0): string => escapeUnprintable(JSON.stringify(value, null, indent));
