import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json.ts';
import { SECRET_MARK } from '../../model/plan/plan.ts';
import { clean, cleanLine } from '../sanitize.ts';

/** How `null`, and a field that is not there, read. */
export const UNSET = '(unset)';

const RESERVED = /^(?:true|false|null|yes|no|on|off|~|\(unset\)|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|0[xo][\da-f]+)$/i;
const SPECIAL = /^[-?:,[\]{}#&*!|>'"%@`]|: |:$| #|\\|^\s|\s$|^$|[^\S ]/;
const FLOW_SPECIAL = /[,[\]{}"]/;

const needsQuotes = (text: string): boolean => RESERVED.test(text) || SPECIAL.test(text) || clean(text) !== text;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

const quoted = (text: string): string => clean(`"${text.replace(/[\n\r\t"\\]/g, (character) => NAMED[character] ?? '')}"`);

/** A text as YAML would have it on one line: quoted only where it could be taken for something else. */
export const inlineText = (text: string): string => (text !== SECRET_MARK && needsQuotes(text) ? quoted(text) : text);

/** The same among others, between commas. */
export const listedText = (text: string): string => (FLOW_SPECIAL.test(text) ? quoted(text) : inlineText(text));

/** A value on one line: `[a, b]`, `{a: 1}`. */
export function flow(value: JsonValue | undefined): string {
  return typeof value === 'string' ? inlineText(value) : composed(value);
}

const nested = (value: JsonValue): string => (typeof value === 'string' ? listedText(value) : composed(value));

function composed(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return UNSET;
  if (isArray(value)) return `[${value.map(nested).join(', ')}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.entries(value)
    .map(([name, item]) => `${listedText(name)}: ${nested(item)}`)
    .join(', ')}}`;
}

/** What still reads well on one line. */
const SHORT = 72;
const isScalar = (value: JsonValue): boolean => !isArray(value) && !isObject(value);
const isEmpty = (value: JsonValue): boolean =>
  isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
const isFlat = (value: JsonValue): boolean => isScalar(value) || isEmpty(value) || (isArray(value) && value.every(isScalar));

const isBlockText = (value: JsonValue): value is string => typeof value === 'string' && value.includes('\n');
const fitsLine = (value: JsonValue): boolean =>
  !isBlockText(value) && isFlat(value) && (isScalar(value) || flow(value).length <= SHORT);

/** A value as YAML lines; the text of scripts and templates stands as it is. */
export function yamlLines(value: JsonValue): readonly string[] {
  if (isBlockText(value)) return value.replace(/\n$/, '').split('\n').map(cleanLine);
  if (fitsLine(value)) return [flow(value)];
  if (isArray(value)) return value.flatMap(itemLines);
  return isObject(value) ? memberLines(value) : [flow(value)];
}

export const memberLines = (value: JsonObject): readonly string[] =>
  Object.entries(value).flatMap(([name, item]) => fieldLines(inlineText(name), item));

function fieldLines(name: string, value: JsonValue): readonly string[] {
  if (fitsLine(value)) return [`${name}: ${flow(value)}`];
  return [`${name}:${isBlockText(value) ? ' |' : ''}`, ...yamlLines(value).map((line) => `  ${line}`)];
}

function itemLines(value: JsonValue): readonly string[] {
  const [first = '', ...rest] = isBlockText(value) ? ['|', ...yamlLines(value)] : yamlLines(value);
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
}
