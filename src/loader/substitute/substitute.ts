import { nearest } from '../../model/problem/nearest.ts';
import { caution, mistake } from '../findings.ts';
import { type Reading, readSideFile } from '../load-context.ts';
import { type Source, type Span, writtenAs } from '../text/source.ts';
import type { Scalar } from '../text/tree.ts';
import { isOwnCredential, OWN_ADVICE } from './own-credentials.ts';
import { typed } from './typed-value.ts';

/** `${env:NAME}`, `${env:NAME:-default}`, `${secret:NAME}`, `${file:path}`; `$${env:` stands for `${env:` as text. Any other `${` is ordinary text. */
const EXPRESSION = /\$\$\{(?=[A-Za-z]+:)|\$\{([A-Za-z]+):([^}\n]*)(\}?)/g;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const SOURCES = ['env', 'secret', 'file'];

export interface Written {
  readonly span: Span;
  /** Without quotes: the value may become a number or a boolean. */
  readonly plain: boolean;
}

export function substituted(reading: Reading, text: string, written: Written): Scalar {
  const { span, plain } = written;
  if (!text.includes('${')) return { kind: 'scalar', value: text, span, ...writtenAs(span) };
  const seen = { secret: false, alone: false };
  let side: Source | undefined;
  const value = text.replace(EXPRESSION, (found: string, source: string | undefined, body: string, closed: string) => {
    if (source === undefined) return found.slice(1);
    seen.secret ||= source === 'secret';
    seen.alone = found === text && source === 'env';
    const brought = (file: Source): void => {
      if (found === text) side = file;
    };
    return resolved(reading, { found, source, body, closed: closed !== '', span: spotOf(span, found), brought });
  });
  const template = value === text ? writtenAs(span) : { template: text, ...writtenAs(span) };
  return {
    kind: 'scalar',
    value: plain && seen.alone ? typed(value) : value,
    span,
    ...template,
    ...(seen.secret && { secret: true }),
    ...(side && { side }),
  };
}

interface Expression {
  readonly found: string;
  readonly source: string;
  readonly body: string;
  readonly closed: boolean;
  readonly brought: (side: Source) => void;
  readonly span: Span;
}

/** Kept, so that a value which is one file as a whole can be changed there. */
function sideText(reading: Reading, expression: Expression): string {
  const side = readSideFile(reading, expression.body, expression.span, 'text');
  if (side) expression.brought(side);
  return side?.marked.text ?? '';
}

function resolved(reading: Reading, expression: Expression): string {
  const { source, body, closed } = expression;
  if (!SOURCES.includes(source)) return wrong(reading, expression, `There is no substitution "${source}"`, strangeHint(source));
  if (!closed) return wrong(reading, expression, `"\${${source}:" is not closed`, `Close it with "}", ${aside(source)}.`);
  if (source !== 'file') return variable(reading, expression);
  return body === '' ? wrong(reading, expression, 'No file is named') : sideText(reading, expression);
}

const aside = (source: string): string => `or write "$\${${source}:" where the text is meant as it is`;

function strangeHint(source: string): string {
  const near = nearest(source, SOURCES);
  return near ? `Did you mean "\${${near}:"? If not, ${aside(source).slice(3)}.` : `Use one of these, ${aside(source)}.`;
}

function variable(reading: Reading, expression: Expression): string {
  const { source, body, span } = expression;
  const dash = body.indexOf(':-');
  const name = dash < 0 ? body : body.slice(0, dash);
  if (!NAME.test(name))
    return wrong(reading, expression, 'This is no name of an environment variable', 'Names have letters, digits and "_".');
  if (dash >= 0 && source === 'secret')
    return wrong(reading, expression, 'A secret cannot have a default', 'Remove ":-" and what follows it.');
  if (isOwnCredential(name)) {
    reading.findings.push(mistake('own-credential', span, `${name} is a credential of tenon itself`, OWN_ADVICE));
    return '';
  }
  if (source === 'secret') reading.secretNames.add(name);
  const value = Object.hasOwn(reading.env, name) ? reading.env[name] : undefined;
  if (dash >= 0) return value || body.slice(dash + 2);
  if (value !== undefined && (value !== '' || source === 'env')) return value;
  const advice = { hint: missingHint(reading, name, source) };
  if (source === 'env')
    reading.findings.push(mistake('variable-missing', span, `The environment variable ${name} is not set`, advice));
  else {
    const finding = reading.secretsOptional ? caution : mistake;
    reading.findings.push(finding('secret-missing', span, `The secret ${name} is not set`, advice));
  }
  return '';
}

function missingHint(reading: Reading, name: string, source: string): string {
  const near = nearest(name, Object.keys(reading.env));
  const other = source === 'env' ? `, or give a default: \${env:${name}:-…}` : '';
  return `${near ? `Did you mean ${near}? ` : ''}Set the environment variable ${name}${other}.`;
}

function wrong(reading: Reading, { span }: Expression, message: string, hint?: string): string {
  const expected = `\${env:NAME}, \${env:NAME:-default}, \${secret:NAME} or \${file:path}`;
  reading.findings.push(mistake('substitution-syntax', span, message, { expected, hint }));
  return '';
}

/** The place of an expression inside its scalar, if it is written there letter by letter. */
function spotOf(span: Span, found: string): Span {
  const at = span.source.text.slice(span.start, span.end).indexOf(found);
  return at < 0 ? span : { source: span.source, start: span.start + at, end: span.start + at + found.length };
}
