/** How much work a regular expression can be, at most, on a text of this length; or why it is refused. */
export type PatternCost =
  | { readonly ok: true; readonly estimate: (length: number) => number }
  | { readonly ok: false; readonly why: string };

const MAX_LENGTH = 500;
const TOKEN = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|<[^>]*>)?|\{\d+(?:,\d*)?\}|[\s\S]/g;

/**
 * Bounds the work of a pattern before it is used. JavaScript's engine tries all ways in which quantifiers can share a text, so the bound is
 * the product of their choices. A quantifier around another one or around alternatives has no useful bound, so it is refused.
 */
export function computePatternCost(pattern: string): PatternCost {
  if (pattern.length > MAX_LENGTH) return refuse(`longer than ${MAX_LENGTH} characters`);
  try {
    new RegExp(pattern);
  } catch {
    return refuse('not a regular expression');
  }
  const choices: Choice[] = [];
  const groups: { isComplex: boolean }[] = [];
  let closed: { isComplex: boolean } | undefined;
  for (const [token] of pattern.matchAll(TOKEN)) {
    if (/^\\[1-9k]/.test(token)) return refuse('a backreference');
    const quantifier = parseQuantifier(token);
    if (quantifier && closed?.isComplex) return refuse('a repeated group that contains a repetition or alternatives');
    if (quantifier) choices.push(quantifier);
    if (token.startsWith('(')) groups.push({ isComplex: false });
    if (token === '|') choices.push({ fixed: 2 });
    if (quantifier || token === '|') for (const group of groups) group.isComplex = true;
    // A lazy `?` after a quantifier is one more choice: it only raises the bound.
    closed = token === ')' ? groups.pop() : undefined;
  }
  return { ok: true, estimate: (length) => choices.reduce((work, choice) => work * countWays(choice, length), length + 1) };
}

const refuse = (why: string): PatternCost => ({ ok: false, why });

/** `fixed`: number of ways; absent: as many as the text is long. */
interface Choice {
  readonly fixed?: number;
}

const countWays = ({ fixed }: Choice, length: number): number => Math.min(fixed ?? Number.POSITIVE_INFINITY, length + 1);

function parseQuantifier(token: string): Choice | undefined {
  if (token === '*' || token === '+') return {};
  if (token === '?') return { fixed: 2 };
  const bounds = /^\{(\d+)(,?)(\d*)\}$/.exec(token);
  if (!bounds) return undefined;
  const [, low = '', comma, high = ''] = bounds;
  if (comma === '') return { fixed: Number(low) + 1 };
  return high === '' ? {} : { fixed: Number(high) + 1 };
}
