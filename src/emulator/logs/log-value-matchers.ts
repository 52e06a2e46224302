import { SearchSyntaxError, type SearchToken, unescapeText } from './log-search-tokens.ts';

type ValueMatcher = (value: string) => boolean;

const escapeForRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Builds a matcher of whole values, case-sensitive. In unquoted words, `*` and `?` are wildcards. */
export function buildValueMatcher(
  field: string | undefined,
  token: Extract<SearchToken, { kind: 'word' | 'exact' }>,
): ValueMatcher {
  if (field === 'date') return (value) => value.startsWith(token.text);
  if (token.kind === 'exact' || !/(?<!\\)[*?]/.test(token.text)) {
    const expected = unescapeText(token.text);
    return (value) => value === expected;
  }
  const pattern = new RegExp(
    `^${token.text
      .split(/(\\.|[*?])/)
      .map(toPattern)
      .join('')}$`,
    's',
  );
  return (value) => pattern.test(value);
}

function toPattern(part: string): string {
  if (part === '*') return '.*';
  if (part === '?') return '.';
  return escapeForRegExp(unescapeText(part));
}

export function buildRangeMatcher(field: string | undefined, range: Extract<SearchToken, { kind: 'range' }>): ValueMatcher {
  const order = field === 'date' ? compareTime : compareText;
  const { from, to, withFrom, withTo } = range;
  const lower = from === '*' ? undefined : order(from);
  const upper = to === '*' ? undefined : order(to);
  return (value) => {
    const low = lower === undefined ? 1 : -lower(value);
    const high = upper === undefined ? 1 : upper(value);
    return (low > 0 || (withFrom && low === 0)) && (high > 0 || (withTo && high === 0));
  };
}

/** Compares a bound with a value. Positive if the bound is greater. */
type BoundOrder = (bound: string) => (value: string) => number;

const compareText: BoundOrder = (bound) => (value) => (bound === value ? 0 : bound > value ? 1 : -1);

const compareTime: BoundOrder = (bound) => {
  const time = Date.parse(bound);
  if (Number.isNaN(time)) throw new SearchSyntaxError(`"${bound}" is not a date`);
  return (value) => time - Date.parse(value);
};
