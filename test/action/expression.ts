/** As much of the runner's expressions as action.yml uses; anything else is an error, not an empty text. */
export interface ExpressionContext {
  readonly inputs: Readonly<Record<string, string>>;
  readonly github: Readonly<Record<string, string>>;
  readonly steps: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly failed: boolean;
}

const TOKEN = /\s*(?:(&&|\|\||==|!=|!|\(|\))|'((?:[^']|'')*)'|([\w.-]+))/gy;

/** A text with `${{ … }}` in it. */
export const substituteExpressions = (text: string, context: ExpressionContext): string =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluate(expression, context)));

/** Whether a step runs: without a word about it only while all went well, as the runner has it. */
export function shouldRun(condition: string | undefined, context: ExpressionContext): boolean {
  const bare = condition?.replace(/^\$\{\{(.*)\}\}$/s, '$1').trim() ?? 'success()';
  const asks = /\b(?:success|failure|always|cancelled)\(\)/.test(bare);
  return (asks || !context.failed) && Boolean(evaluate(bare, context));
}

type Value = string | boolean;

function evaluate(expression: string, context: ExpressionContext): Value {
  const tokens = [...expression.trim().matchAll(TOKEN)];
  if (tokens.map(([whole]) => whole).join('') !== expression.trim()) throw new Error(`not understood: ${expression}`);
  let at = 0;
  const getToken = (): string | undefined => tokens[at]?.[1];
  const take = (wanted: string): boolean => getToken() === wanted && ++at > 0;
  const parseOr = (): Value => {
    let left = parseAnd();
    while (take('||')) {
      const right = parseAnd();
      left = left || right;
    }
    return left;
  };
  const parseAnd = (): Value => {
    let left = parseComparison();
    while (take('&&')) {
      const right = parseComparison();
      left = left && right;
    }
    return left;
  };
  const parseComparison = (): Value => {
    const left = parseUnary();
    if (take('==')) return left === parseUnary();
    if (take('!=')) return left !== parseUnary();
    return left;
  };
  const parseUnary = (): Value => {
    if (take('!')) return !parseUnary();
    if (take('(')) {
      const inner = parseOr();
      if (!take(')')) throw new Error(`no ) in ${expression}`);
      return inner;
    }
    const [, , text, name] = tokens[at] ?? [];
    at += 1;
    if (text !== undefined) return text.replaceAll("''", "'");
    if (name === undefined) throw new Error(`nothing to evaluate in ${expression}`);
    return take('(') && take(')') ? evaluateStatus(name, context) : getContextValue(name, context);
  };
  const value = parseOr();
  if (at !== tokens.length) throw new Error(`not understood to its end: ${expression}`);
  return value;
}

function evaluateStatus(name: string, { failed }: ExpressionContext): boolean {
  const values = new Map([
    ['success', !failed],
    ['failure', failed],
    ['always', true],
    ['cancelled', false],
  ]);
  const value = values.get(name);
  if (value === undefined) throw new Error(`no function ${name}()`);
  return value;
}

function getContextValue(name: string, { inputs, github, steps }: ExpressionContext): string {
  const [scope = '', member = '', ...rest] = name.split('.');
  if (scope === 'steps' && rest[0] === 'outputs') return steps[member]?.[rest[1] ?? ''] ?? '';
  const value = { inputs, github }[scope]?.[member];
  if (value === undefined || rest.length > 0) throw new Error(`there is no ${name}`);
  return value;
}
