import { findNearestName } from '../../model/problem/nearest-name.ts';
import { createError, createWarning } from '../findings.ts';
import { type LoadContext, readSideFile } from '../load-context.ts';
import type { ScalarTree } from '../text/definition-tree.ts';
import { readTemplate, type SourceFile, type SourceSpan } from '../text/source-file.ts';
import { isOwnCredential, OWN_CREDENTIAL_ADVICE } from './own-credentials.ts';
import { parseScalar } from './parse-scalar.ts';

/** `${env:NAME}`, `${env:NAME:-default}`, `${secret:NAME}`, `${file:path}`; `$${env:` stands for `${env:` as text. Any other `${` is ordinary text. */
const EXPRESSION = /\$\$\{(?=[A-Za-z]+:)|\$\{([A-Za-z]+):([^}\n]*)(\}?)/g;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const SUBSTITUTION_SOURCES = ['env', 'secret', 'file'];

export interface ScalarText {
  readonly span: SourceSpan;
  /** Without quotes: the value may become a number or a boolean. */
  readonly plain: boolean;
}

export function substituteScalar(context: LoadContext, text: string, scalarText: ScalarText): ScalarTree {
  const { span, plain } = scalarText;
  if (!text.includes('${')) return { kind: 'scalar', value: text, span, ...readTemplate(span) };
  const seen = { secret: false, alone: false };
  let side: SourceFile | undefined;
  const value = text.replace(EXPRESSION, (found: string, source: string | undefined, body: string, closed: string) => {
    if (source === undefined) return found.slice(1);
    seen.secret ||= source === 'secret';
    seen.alone = found === text && source === 'env';
    const keepSideFile = (file: SourceFile): void => {
      if (found === text) side = file;
    };
    return resolveExpression(context, {
      found,
      source,
      body,
      closed: closed !== '',
      span: locateExpression(span, found),
      keepSideFile,
    });
  });
  const template = value === text ? readTemplate(span) : { template: text, ...readTemplate(span) };
  return {
    kind: 'scalar',
    value: plain && seen.alone ? parseScalar(value) : value,
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
  readonly keepSideFile: (side: SourceFile) => void;
  readonly span: SourceSpan;
}

/** Kept, so that a value which is one file as a whole can be changed there. */
function readSideText(context: LoadContext, expression: Expression): string {
  const side = readSideFile(context, expression.body, expression.span, 'text');
  if (side) expression.keepSideFile(side);
  return side?.marked.text ?? '';
}

function resolveExpression(context: LoadContext, expression: Expression): string {
  const { source, body, closed } = expression;
  if (!SUBSTITUTION_SOURCES.includes(source))
    return reportSyntaxError(context, expression, `There is no substitution "${source}"`, getUnknownSourceHint(source));
  if (!closed)
    return reportSyntaxError(
      context,
      expression,
      `"\${${source}:" is not closed`,
      `Close it with "}", ${formatEscapeHint(source)}.`,
    );
  if (source !== 'file') return readVariable(context, expression);
  return body === '' ? reportSyntaxError(context, expression, 'No file is named') : readSideText(context, expression);
}

const formatEscapeHint = (source: string): string => `or write "$\${${source}:" where the text is meant as it is`;

function getUnknownSourceHint(source: string): string {
  const near = findNearestName(source, SUBSTITUTION_SOURCES);
  return near
    ? `Did you mean "\${${near}:"? If not, ${formatEscapeHint(source).slice(3)}.`
    : `Use one of these, ${formatEscapeHint(source)}.`;
}

function readVariable(context: LoadContext, expression: Expression): string {
  const { source, body, span } = expression;
  const dash = body.indexOf(':-');
  const name = dash < 0 ? body : body.slice(0, dash);
  if (!VARIABLE_NAME.test(name))
    return reportSyntaxError(
      context,
      expression,
      'This is no name of an environment variable',
      'Names have letters, digits and "_".',
    );
  if (dash >= 0 && source === 'secret')
    return reportSyntaxError(context, expression, 'A secret cannot have a default', 'Remove ":-" and what follows it.');
  if (isOwnCredential(name)) {
    context.findings.push(createError('own-credential', span, `${name} is a credential of tenon itself`, OWN_CREDENTIAL_ADVICE));
    return '';
  }
  if (source === 'secret') context.secretNames.add(name);
  const value = Object.hasOwn(context.env, name) ? context.env[name] : undefined;
  if (dash >= 0) return value || body.slice(dash + 2);
  if (value !== undefined && (value !== '' || source === 'env')) return value;
  const advice = { hint: getMissingHint(context, name, source) };
  if (source === 'env')
    context.findings.push(createError('variable-missing', span, `The environment variable ${name} is not set`, advice));
  else {
    const finding = context.secretsOptional ? createWarning : createError;
    context.findings.push(finding('secret-missing', span, `The secret ${name} is not set`, advice));
  }
  return '';
}

function getMissingHint(context: LoadContext, name: string, source: string): string {
  const near = findNearestName(name, Object.keys(context.env));
  const other = source === 'env' ? `, or give a default: \${env:${name}:-…}` : '';
  return `${near ? `Did you mean ${near}? ` : ''}Set the environment variable ${name}${other}.`;
}

function reportSyntaxError(context: LoadContext, { span }: Expression, message: string, hint?: string): string {
  const expected = `\${env:NAME}, \${env:NAME:-default}, \${secret:NAME} or \${file:path}`;
  context.findings.push(createError('substitution-syntax', span, message, { expected, hint }));
  return '';
}

/** The place of an expression inside its scalar, if it is written there letter by letter. */
function locateExpression(span: SourceSpan, found: string): SourceSpan {
  const at = span.source.text.slice(span.start, span.end).indexOf(found);
  return at < 0 ? span : { source: span.source, start: span.start + at, end: span.start + at + found.length };
}
