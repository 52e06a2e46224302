/** The parts of a search: words, texts in quotes, ranges, brackets. */
export type Token =
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'exact'; readonly text: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string; readonly withFrom: boolean; readonly withTo: boolean };

export class SearchSyntaxError extends Error {}

const RANGE = /^([[{])\s*("[^"]*"|\S+)\s+TO\s+("[^"]*"|[^\s\]}]+)\s*([\]}])/;
const FIELD = /^([A-Za-z_][\w.]*):/;
const QUOTED = /^"((?:[^"\\]|\\.)*)"/;
const WORD = /^(?:[^\s()"[\]{}\\:]|\\.|:(?!\s))+/;
const SIGNS: Readonly<Record<string, 'open' | 'close' | 'not'>> = { '(': 'open', ')': 'close', '-': 'not', '!': 'not' };
const OPERATORS: Readonly<Record<string, 'and' | 'or' | 'not'>> = { AND: 'and', '&&': 'and', OR: 'or', '||': 'or', NOT: 'not' };

export function tokensOf(search: string): readonly Token[] {
  const tokens: Token[] = [];
  let rest = search.trimStart();
  while (rest !== '') {
    const [token, length] = nextToken(rest, tokens.at(-1)?.kind === 'field');
    tokens.push(token);
    rest = rest.slice(length).trimStart();
  }
  return tokens;
}

function nextToken(rest: string, afterField: boolean): readonly [Token, number] {
  const sign = SIGNS[rest[0] ?? ''];
  if (sign !== undefined && !(afterField && sign === 'not')) return [{ kind: sign }, 1];
  const range = RANGE.exec(rest);
  if (range !== null) return [rangeOf(range), range[0].length];
  const quoted = QUOTED.exec(rest);
  if (quoted !== null) return [{ kind: 'exact', text: unescaped(quoted[1] ?? '') }, quoted[0].length];
  const field = afterField ? null : FIELD.exec(rest);
  if (field !== null) return [{ kind: 'field', name: field[1] ?? '' }, field[0].length];
  const [word] = WORD.exec(rest) ?? [];
  if (word === undefined) throw new SearchSyntaxError(`cannot read "${rest.slice(0, 20)}"`);
  const operator = afterField ? undefined : OPERATORS[word];
  return [operator === undefined ? { kind: 'word', text: word } : { kind: operator }, word.length];
}

const bare = (text: string): string => (text.startsWith('"') ? text.slice(1, -1) : text);

function rangeOf([, open = '', from = '', to = '', close = '']: RegExpExecArray): Token {
  return { kind: 'range', from: bare(from), to: bare(to), withFrom: open === '[', withTo: close === ']' };
}

export const unescaped = (text: string): string => text.replaceAll(/\\(.)/g, '$1');
