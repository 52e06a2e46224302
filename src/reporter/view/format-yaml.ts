import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { SECRET_MARK } from '../../model/plan/plan.ts';
import { sanitizeCodeLine, sanitizeText } from '../sanitize.ts';

/** How `null` and an absent field are displayed. */
export const UNSET = '(unset)';

const RESERVED = /^(?:true|false|null|yes|no|on|off|~|\(unset\)|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|0[xo][\da-f]+)$/i;
const SPECIAL = /^[-?:,[\]{}#&*!|>'"%@`]|: |:$| #|\\|^\s|\s$|^$|[^\S ]/;
const FLOW_SPECIAL = /[,[\]{}"]/;

const needsQuotes = (text: string): boolean => RESERVED.test(text) || SPECIAL.test(text) || sanitizeText(text) !== text;
const NAMED_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

const quoteText = (text: string): string =>
  sanitizeText(`"${text.replace(/[\n\r\t"\\]/g, (character) => NAMED_ESCAPES[character] ?? '')}"`);

/** Formats a string as YAML on one line, quoted only where YAML would read it as something else. */
export const formatInlineText = (text: string): string => (text !== SECRET_MARK && needsQuotes(text) ? quoteText(text) : text);

/** Like `formatInlineText`, for a string inside a flow list or map, where commas and brackets need quotes, too. */
export const formatListedText = (text: string): string => (FLOW_SPECIAL.test(text) ? quoteText(text) : formatInlineText(text));

/** Formats a value on one line: `[a, b]`, `{a: 1}`. */
export function formatInlineValue(value: JsonValue | undefined): string {
  return typeof value === 'string' ? formatInlineText(value) : formatComposite(value);
}

const formatNested = (value: JsonValue): string => (typeof value === 'string' ? formatListedText(value) : formatComposite(value));

function formatComposite(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return UNSET;
  if (isArray(value)) return `[${value.map(formatNested).join(', ')}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.entries(value)
    .map(([name, item]) => `${formatListedText(name)}: ${formatNested(item)}`)
    .join(', ')}}`;
}

/** Longer lists are written with one item per line. */
const MAX_INLINE_LENGTH = 72;
const isScalar = (value: JsonValue): boolean => !isArray(value) && !isObject(value);
const isEmpty = (value: JsonValue): boolean =>
  isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
const isFlat = (value: JsonValue): boolean => isScalar(value) || isEmpty(value) || (isArray(value) && value.every(isScalar));

const isBlockText = (value: JsonValue): value is string => typeof value === 'string' && value.includes('\n');
const canFitLine = (value: JsonValue): boolean =>
  !isBlockText(value) && isFlat(value) && (isScalar(value) || formatInlineValue(value).length <= MAX_INLINE_LENGTH);

/** Formats a value as lines of YAML. Multi-line strings (scripts, templates) become literal blocks. */
export function formatYamlLines(value: JsonValue): readonly string[] {
  if (isBlockText(value)) return value.replace(/\n$/, '').split('\n').map(sanitizeCodeLine);
  if (canFitLine(value)) return [formatInlineValue(value)];
  if (isArray(value)) return value.flatMap(formatItemLines);
  return isObject(value) ? formatMemberLines(value) : [formatInlineValue(value)];
}

export const formatMemberLines = (value: JsonObject): readonly string[] =>
  Object.entries(value).flatMap(([name, item]) => formatFieldLines(formatInlineText(name), item));

function formatFieldLines(name: string, value: JsonValue): readonly string[] {
  if (canFitLine(value)) return [`${name}: ${formatInlineValue(value)}`];
  return [`${name}:${isBlockText(value) ? ' |' : ''}`, ...formatYamlLines(value).map((line) => `  ${line}`)];
}

function formatItemLines(value: JsonValue): readonly string[] {
  const [first = '', ...rest] = isBlockText(value) ? ['|', ...formatYamlLines(value)] : formatYamlLines(value);
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
}
