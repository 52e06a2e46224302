import { getLineRange, hasOverlap, MAX_SHOWN_LINE, type SourceFile, type TextRange } from '../text/source-file.ts';

/** Names whose value is a secret wherever they stand: for files whose fields could not be told apart, because they don't parse. */
const SECRET_NAME =
  /(?:^|(?<!\$)\{|[\s,"'-])(?:(?!(?:change|get|reset|forgot|verify)_password["']?\s*:)\w*(?:secret|password|passwd|passphrase|credentials?|private_?key|api_?key|token|pem))["']?\s*:\s*/gi;
/** Values that come from elsewhere. */
const REFERENCED_VALUE = /^(?:true|false|null|~|-?\d{1,9}|["']?(?:\$\{|##|@@))/;
/** What is no secret by its form: booleans, numbers, references to a source, the begin of a list or map. */
const HARMLESS_VALUE = /^(?:true|false|null|~|-?\d{1,9}|["']?(?:\$\{|##|@@)|[[{]|[|>][-+0-9]{0,2}\s*(?:#.*)?$)/;

/** A line as it may be shown: secrets written in clear as stars, one for one, so that the caret stays below what it points at. */
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
 * In a file that doesn't parse nobody can say where a value ends: all that stands behind a secret's name, and all that stands further
 * in below it, is hidden.
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

/** A quoted value ends with its quote, a plain one with the line. */
function measureValue(value: string): number {
  const quoted = /^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'/.exec(value);
  return quoted ? quoted[0].length : value.length;
}
