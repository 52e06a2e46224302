import { SearchSyntaxError, type Token, unescaped } from './search-text.ts';

type Value = (value: string) => boolean;

const escapeForRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Values are compared whole and with their case; `*` and `?` stand for text. */
export function matcherOf(field: string | undefined, token: Extract<Token, { kind: 'word' | 'exact' }>): Value {
  if (field === 'date') return (value) => value.startsWith(token.text);
  if (token.kind === 'exact' || !/(?<!\\)[*?]/.test(token.text)) {
    const wanted = unescaped(token.text);
    return (value) => value === wanted;
  }
  const pattern = new RegExp(
    `^${token.text
      .split(/(\\.|[*?])/)
      .map(partPattern)
      .join('')}$`,
    's',
  );
  return (value) => pattern.test(value);
}

function partPattern(part: string): string {
  if (part === '*') return '.*';
  if (part === '?') return '.';
  return escapeForRegExp(unescaped(part));
}

export function rangeMatcher(field: string | undefined, range: Extract<Token, { kind: 'range' }>): Value {
  const order = field === 'date' ? byTime : byText;
  const { from, to, withFrom, withTo } = range;
  const lower = from === '*' ? undefined : order(from);
  const upper = to === '*' ? undefined : order(to);
  return (value) => {
    const low = lower === undefined ? 1 : -lower(value);
    const high = upper === undefined ? 1 : upper(value);
    return (low > 0 || (withFrom && low === 0)) && (high > 0 || (withTo && high === 0));
  };
}

/** Above zero where the bound comes after the value. */
type Order = (bound: string) => (value: string) => number;

const byText: Order = (bound) => (value) => (bound === value ? 0 : bound > value ? 1 : -1);

const byTime: Order = (bound) => {
  const time = Date.parse(bound);
  if (Number.isNaN(time)) throw new SearchSyntaxError(`"${bound}" is not a date`);
  return (value) => time - Date.parse(value);
};
