import { overlaps, type Range, type Source } from './source.ts';

/** Names whose value is a secret wherever they stand: for files whose fields could not be told apart, because they don't parse. */
const SECRET_NAME =
  /(?:^|(?<!\$)\{|[\s,"'_-])(?:(?!(?:change|get|reset|forgot|verify)_)\w*(?:secret|password|passwd|passphrase|credentials?|private_?key|api_?key|token|pem))["']?\s*:\s*(?=\S)/gi;
/** What is no secret by its form: booleans, numbers, references to a source, the begin of a list or map. */
const HARMLESS = /^(?:true|false|null|~|-?\d{1,9}|["']?(?:\$\{|##|@@)|[[{&*|>])/;

/** A line as it may be shown: secrets written in clear as stars, one for one, so that the caret stays below what it points at. */
export function maskedLine(source: Source, start: number, end: number): string {
  const line = source.text.slice(start, end);
  const characters = line.split('');
  const guesses = guessed(line, start).filter((guess) => !source.secrets.some((known) => overlaps(known, guess)));
  for (const range of [...source.secrets, ...guesses]) {
    for (let at = Math.max(range.start, start); at < Math.min(range.end, end); at += 1) characters[at - start] = '*';
  }
  return characters.join('');
}

function guessed(line: string, offset: number): readonly Range[] {
  return [...line.matchAll(SECRET_NAME)].flatMap((match) => {
    const from = match.index + match[0].length;
    const value = line.slice(from);
    if (HARMLESS.test(value)) return [];
    return [{ start: offset + from, end: offset + from + valueLength(value) }];
  });
}

/** A quoted value ends with its quote, a plain one with the line. */
function valueLength(value: string): number {
  const quoted = /^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'/.exec(value);
  return quoted ? quoted[0].length : value.length;
}
