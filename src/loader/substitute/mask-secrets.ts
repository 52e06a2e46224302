import { getLineRange, hasOverlap, MAX_SHOWN_LINE, type SourceFile, type TextRange } from '../text/source-file.ts';

/** Names whose value is probably a secret. Used where no schema applies, such as in a file that does not parse. */
const SECRET_NAME =
  /(?:^|(?<!\$)\{|[\s,"'-])(?:(?!(?:change|get|reset|forgot|verify)_password["']?\s*:)\w*(?:secret|password|passwd|passphrase|credentials?|private_?key|api_?key|token|pem))["']?\s*:\s*/gi;
/** Literals that are no secret, and references to a value that is defined elsewhere. */
const REFERENCED_VALUE = /^(?:true|false|null|~|-?\d{1,9}|["']?(?:\$\{|##|@@))/;
/** `REFERENCED_VALUE`, or the beginning of a list, map or block scalar. */
const HARMLESS_VALUE = /^(?:true|false|null|~|-?\d{1,9}|["']?(?:\$\{|##|@@)|[[{]|[|>][-+0-9]{0,2}\s*(?:#.*)?$)/;

/** Returns a line with each character of a plaintext secret replaced by `*`. The length stays the same, so a caret below still lines up. */
export function maskLine(source: SourceFile, start: number, end: number): string {
  const line = source.text.slice(start, end);
  const characters = line.split('');
  const guesses = guessSecrets(line, start).filter((guess) => !source.secrets.some((known) => hasOverlap(known, guess)));
  for (const range of [...source.secrets, ...guesses]) {
    for (let at = Math.max(range.start, start); at < Math.min(range.end, end); at += 1) characters[at - start] = '*';
  }
  return characters.join('');
}

function guessSecrets(line: string, offset: number): readonly TextRange[] {
  return [...line.matchAll(SECRET_NAME)].flatMap((match) => {
    const from = match.index + match[0].length;
    const value = line.slice(from);
    if (value === '' || HARMLESS_VALUE.test(value)) return [];
    return [{ start: offset + from, end: offset + from + measureValue(value) }];
  });
}

/**
 * Hides values that look like secrets in a file that does not parse. Where such a value ends is unknown, so the rest of its line and all
 * lines indented deeper below it are hidden.
 */
export function hideGuessedSecrets(source: SourceFile): void {
  let secretIndent: number | undefined;
  source.lineStarts.forEach((_, index) => {
    const { start, end } = getLineRange(source, index + 1);
    if (end - start > MAX_SHOWN_LINE) return;
    const line = source.text.slice(start, end);
    const indent = line.length - line.trimStart().length;
    if (secretIndent !== undefined && (line.trim() === '' || indent > secretIndent)) source.secrets.push({ start, end });
    else secretIndent = undefined;
    const [match] = line.matchAll(SECRET_NAME);
    const value = match && line.slice(match.index + match[0].length);
    if (value === undefined || REFERENCED_VALUE.test(value)) return;
    source.secrets.push({ start: end - value.length, end });
    secretIndent = Math.min(secretIndent ?? indent, indent);
  });
}

/** A quoted value ends at its closing quote, a plain one at the end of the line. */
function measureValue(value: string): number {
  const quoted = /^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'/.exec(value);
  return quoted ? quoted[0].length : value.length;
}
