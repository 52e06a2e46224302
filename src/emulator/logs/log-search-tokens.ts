/** A token of a log search. */
export type SearchToken =
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

export function parseSearchTokens(search: string): readonly SearchToken[] {
  const tokens: SearchToken[] = [];
  let rest = search.trimStart();
  while (rest !== '') {
    const [token, length] = readToken(rest, tokens.at(-1)?.kind === 'field');
    tokens.push(token);
    rest = rest.slice(length).trimStart();
  }
  return tokens;
}

function readToken(rest: string, afterField: boolean): readonly [SearchToken, number] {
  const sign = SIGNS[rest[0] ?? ''];
  if (sign !== undefined && !(afterField && sign === 'not')) return [{ kind: sign }, 1];
  const range = RANGE.exec(rest);
  if (range !== null) return [toRangeToken(range), range[0].length];
  const quoted = QUOTED.exec(rest);
  if (quoted !== null) return [{ kind: 'exact', text: unescapeText(quoted[1] ?? '') }, quoted[0].length];
  const field = afterField ? null : FIELD.exec(rest);
  if (field !== null) return [{ kind: 'field', name: field[1] ?? '' }, field[0].length];
  const [word] = WORD.exec(rest) ?? [];
  if (word === undefined) throw new SearchSyntaxError(`cannot read "${rest.slice(0, 20)}"`);
  const operator = afterField ? undefined : OPERATORS[word];
  return [operator === undefined ? { kind: 'word', text: word } : { kind: operator }, word.length];
}

const stripQuotes = (text: string): string => (text.startsWith('"') ? text.slice(1, -1) : text);

function toRangeToken([, open = '', from = '', to = '', close = '']: RegExpExecArray): SearchToken {
  return { kind: 'range', from: stripQuotes(from), to: stripQuotes(to), withFrom: open === '[', withTo: close === ']' };
}

export const unescapeText = (text: string): string => text.replaceAll(/\\(.)/g, '$1');
