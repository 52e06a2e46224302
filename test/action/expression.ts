/** As much of the runner's expressions as action.yml uses; anything else is an error, not an empty text. */
export interface Context {
  readonly inputs: Readonly<Record<string, string>>;
  readonly github: Readonly<Record<string, string>>;
  readonly steps: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly failed: boolean;
}

const TOKEN = /\s*(?:(&&|\|\||==|!=|!|\(|\))|'((?:[^']|'')*)'|([\w.-]+))/gy;

/** A text with `${{ … }}` in it. */
export const filledIn = (text: string, context: Context): string =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluate(expression, context)));

/** Whether a step runs: without a word about it only while all went well, as the runner has it. */
export function runs(condition: string | undefined, context: Context): boolean {
  const bare = condition?.replace(/^\$\{\{(.*)\}\}$/s, '$1').trim() ?? 'success()';
  const asks = /\b(?:success|failure|always|cancelled)\(\)/.test(bare);
  return (asks || !context.failed) && Boolean(evaluate(bare, context));
}

type Value = string | boolean;

function evaluate(expression: string, context: Context): Value {
  const tokens = [...expression.trim().matchAll(TOKEN)];
  if (tokens.map(([whole]) => whole).join('') !== expression.trim()) throw new Error(`not understood: ${expression}`);
  let at = 0;
  const sign = (): string | undefined => tokens[at]?.[1];
  const take = (wanted: string): boolean => sign() === wanted && ++at > 0;
  const or = (): Value => {
    let left = and();
    while (take('||')) {
      const right = and();
      left = left || right;
    }
    return left;
  };
  const and = (): Value => {
    let left = compared();
    while (take('&&')) {
      const right = compared();
      left = left && right;
    }
    return left;
  };
  const compared = (): Value => {
    const left = unary();
    if (take('==')) return left === unary();
    if (take('!=')) return left !== unary();
    return left;
  };
  const unary = (): Value => {
    if (take('!')) return !unary();
    if (take('(')) {
      const inner = or();
      if (!take(')')) throw new Error(`no ) in ${expression}`);
      return inner;
    }
    const [, , text, name] = tokens[at] ?? [];
    at += 1;
    if (text !== undefined) return text.replaceAll("''", "'");
    if (name === undefined) throw new Error(`nothing to evaluate in ${expression}`);
    return take('(') && take(')') ? status(name, context) : looked(name, context);
  };
  const value = or();
  if (at !== tokens.length) throw new Error(`not understood to its end: ${expression}`);
  return value;
}

function status(name: string, { failed }: Context): boolean {
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

function looked(name: string, { inputs, github, steps }: Context): string {
  const [scope = '', member = '', ...rest] = name.split('.');
  if (scope === 'steps' && rest[0] === 'outputs') return steps[member]?.[rest[1] ?? ''] ?? '';
  const value = { inputs, github }[scope]?.[member];
  if (value === undefined || rest.length > 0) throw new Error(`there is no ${name}`);
  return value;
}
