import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { findNearestName } from '../../model/problem/nearest-name.ts';
import { createError, createWarning } from '../findings.ts';
import { type LoadContext, readSideFile } from '../load-context.ts';
import type { ScalarTree } from '../text/definition-tree.ts';
import { readTemplate, type SourceFile, type SourceSpan } from '../text/source-file.ts';
import { isOwnCredential, OWN_CREDENTIAL_ADVICE } from './own-credentials.ts';
import { parseScalar } from './parse-scalar.ts';

/** `${env:NAME}`, `${env:NAME:-default}`, `${secret:NAME}`, `${file:path}`. `$${env:` is an escaped `${env:`. Any other `${` is plain text. */
const EXPRESSION = /\$\$\{(?=[A-Za-z]+:)|\$\{([A-Za-z]+):([^}\n]*)(\}?)/g;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const SUBSTITUTION_SOURCES = ['env', 'secret', 'file'];

export interface ScalarText {
  readonly span: SourceSpan;
  /** Whether the scalar is unquoted, so that its value may become a number or a boolean. */
  readonly plain: boolean;
}

/** Replaces the `${…}` expressions of a string scalar. Expressions that cannot be resolved are reported and become empty. */
export function substituteScalar(context: LoadContext, text: string, scalarText: ScalarText): ScalarTree {
  const { span, plain } = scalarText;
  if (!text.includes('${')) return { kind: 'scalar', value: text, span, ...readTemplate(span) };
  const seen = { secret: false, onlyVariable: false };
  let side: SourceFile | undefined;
  const value = text.replace(EXPRESSION, (found: string, source: string | undefined, body: string, closed: string) => {
    if (source === undefined) return found.slice(1);
    seen.secret ||= source === 'secret';
    seen.onlyVariable = found === text && source === 'env';
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
    value: plain && seen.onlyVariable ? parseScalar(value) : value,
    span,
    ...template,
    ...(seen.secret && { secret: true }),
    ...omitUndefined({ side }),
  };
}

interface Expression {
  /** The expression as written: `${env:NAME}`. */
  readonly found: string;
  readonly source: string;
  readonly body: string;
  readonly closed: boolean;
  /** Records the file if the whole scalar is this expression, so that the value can be edited in that file. */
  readonly keepSideFile: (side: SourceFile) => void;
  readonly span: SourceSpan;
}

function readSideText(context: LoadContext, expression: Expression): string {
  const side = readSideFile(context, expression.body, expression.span, 'text');
  if (side) expression.keepSideFile(side);
  return side?.marked.text ?? '';
}

function resolveExpression(context: LoadContext, expression: Expression): string {
  const { source, body, closed } = expression;
  if (!SUBSTITUTION_SOURCES.includes(source))
    return reportSyntaxError(context, expression, `Unknown substitution "${source}"`, getUnknownSourceHint(source));
  if (!closed)
    return reportSyntaxError(
      context,
      expression,
      `"\${${source}:" has no closing "}"`,
      `Add "}", or ${formatEscapeHint(source)}.`,
    );
  if (source !== 'file') return readVariable(context, expression);
  return body === ''
    ? reportSyntaxError(context, expression, 'The path of the file is missing')
    : readSideText(context, expression);
}

const formatEscapeHint = (source: string): string => `write "$\${${source}:" for the literal text`;

function getUnknownSourceHint(source: string): string {
  const near = findNearestName(source, SUBSTITUTION_SOURCES);
  return near
    ? `Did you mean "\${${near}:"? If not, ${formatEscapeHint(source)}.`
    : `Use one of these, or ${formatEscapeHint(source)}.`;
}

function readVariable(context: LoadContext, expression: Expression): string {
  const { source, body, span } = expression;
  const dash = body.indexOf(':-');
  const name = dash < 0 ? body : body.slice(0, dash);
  if (!VARIABLE_NAME.test(name))
    return reportSyntaxError(
      context,
      expression,
      'This is not a valid name of an environment variable',
      'A name has letters, digits and "_", and does not begin with a digit.',
    );
  if (dash >= 0 && source === 'secret')
    return reportSyntaxError(context, expression, 'A secret cannot have a default', 'Remove ":-" and the default after it.');
  if (isOwnCredential(name)) {
    context.findings.push(
      createError('own-credential', span, `${name} is one of tenon's own credentials`, OWN_CREDENTIAL_ADVICE),
    );
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

/** Returns the span of an expression, or of its whole scalar where quoting or a marker changes the expression's spelling. */
function locateExpression(span: SourceSpan, found: string): SourceSpan {
  const at = span.source.text.slice(span.start, span.end).indexOf(found);
  return at < 0 ? span : { source: span.source, start: span.start + at, end: span.start + at + found.length };
}
