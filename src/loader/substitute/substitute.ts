import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import { createError, createWarning } from '../findings.ts';
import { type LoadContext, readSideFile } from '../load-context.ts';
import type { ScalarTree } from '../text/definition-tree.ts';
import { readTemplate, type SourceFile, type SourceSpan } from '../text/source-file.ts';
import type { ScalarPlace } from '../text/yaml-to-tree.ts';
import { isOwnCredential, OWN_CREDENTIAL_ADVICE } from './own-credentials.ts';
import { parseScalar } from './parse-scalar.ts';

/** `${env:NAME}`, `${env:NAME:-default}`, `${each:NAME}`, `${secret:NAME}`, `${file:path}`. `$${env:` is an escaped `${env:`. Any other `${` is plain text. */
const EXPRESSION = /\$\$\{(?=[A-Za-z]+:)|\$\{([A-Za-z]+):([^}\n]*)(\}?)/g;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const SUBSTITUTION_SOURCES = ['env', 'each', 'secret', 'file'];

/** Replaces the `${…}` expressions of a string scalar. Expressions that cannot be resolved are reported and become empty. */
export function substituteScalar(context: LoadContext, text: string, place: ScalarPlace): ScalarTree {
  const { span, plain } = place;
  if (!text.includes('${')) return { kind: 'scalar', value: text, span, ...readTemplate(span) };
  const seen = { secret: false, onlyVariable: false };
  let side: SourceFile | undefined;
  const value = text.replace(EXPRESSION, (found: string, source: string | undefined, body: string, closed: string) => {
    if (source === undefined) return found.slice(1);
    seen.secret ||= source === 'secret';
    seen.onlyVariable = found === text && (source === 'env' || source === 'each');
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
  if (source === 'each') return readTargetValue(context, expression);
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
  const { name, fallback } = splitDefault(body);
  if (!VARIABLE_NAME.test(name))
    return reportSyntaxError(
      context,
      expression,
      'This is not a valid name of an environment variable',
      'A name has letters, digits and "_", and does not begin with a digit.',
    );
  if (fallback !== undefined && source === 'secret')
    return reportSyntaxError(context, expression, 'A secret cannot have a default', 'Remove ":-" and the default after it.');
  if (isOwnCredential(name)) {
    context.findings.push(
      createError('own-credential', span, `${name} is one of tenon's own credentials`, OWN_CREDENTIAL_ADVICE),
    );
    return '';
  }
  if (source === 'secret') context.secretNames.add(name);
  const value = Object.hasOwn(context.env, name) ? context.env[name] : undefined;
  if (fallback !== undefined) return value || fallback;
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

/** Reads a value of the tenant that the definition is loaded for. Its names are columns of a list, so they may contain any character. */
function readTargetValue(context: LoadContext, { body, span }: Expression): string {
  const { name, fallback } = splitDefault(body);
  const values = context.target?.each ?? {};
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (fallback !== undefined) return value || fallback;
  if (value !== undefined) return value;
  const near = formatSuggestion(findNearestName(name, Object.keys(values)));
  const where = context.target
    ? `${context.target.name} has no value "${name}"`
    : `"${name}" has no value without an environment`;
  const hint = near ?? (context.target ? MISSING_VALUE_HINT : 'Select the environment with --env.');
  context.findings.push(createError('variable-missing', span, where, { hint: `${hint} Or give a default: \${each:${name}:-…}` }));
  return '';
}

const MISSING_VALUE_HINT = 'Add it under "each" of this environment, or as a column of the list of tenants.';

function splitDefault(body: string): { readonly name: string; readonly fallback?: string } {
  const dash = body.indexOf(':-');
  return dash < 0 ? { name: body } : { name: body.slice(0, dash), fallback: body.slice(dash + 2) };
}

function getMissingHint(context: LoadContext, name: string, source: string): string {
  const near = findNearestName(name, Object.keys(context.env));
  const other = source === 'env' ? `, or give a default: \${env:${name}:-…}` : '';
  return `${near ? `Did you mean ${near}? ` : ''}Set the environment variable ${name}${other}.`;
}

function reportSyntaxError(context: LoadContext, { span }: Expression, message: string, hint?: string): string {
  const expected = `\${env:NAME}, \${env:NAME:-default}, \${each:NAME}, \${secret:NAME} or \${file:path}`;
  context.findings.push(createError('substitution-syntax', span, message, { expected, hint }));
  return '';
}

/** Returns the span of an expression, or of its whole scalar where quoting or a marker changes the expression's spelling. */
function locateExpression(span: SourceSpan, found: string): SourceSpan {
  const at = span.source.text.slice(span.start, span.end).indexOf(found);
  return at < 0 ? span : { source: span.source, start: span.start + at, end: span.start + at + found.length };
}
