import { Lexer } from 'yaml';
import { type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { isOwnCredential } from './own-credentials.ts';

/**
 * auth0-deploy-cli's keyword markers: `##KEY##` is replaced by the text, `@@KEY@@` by the value as JSON, together with quotes right
 * around it. They are replaced in the text before it is parsed, as that tool does it, because files rely on it: a bare `@@KEY@@` is
 * no YAML and a bare `##KEY##` is a comment.
 */
export interface Marked {
  readonly text: string;
  readonly replaced: readonly Replacement[];
  readonly missing: readonly Marker[];
}

interface Marker {
  readonly name: string;
  /** In the text as it stands. */
  readonly start: number;
  readonly end: number;
}

interface Replacement extends Marker {
  /** In the text with values in the place of markers. */
  readonly newStart: number;
  readonly newEnd: number;
}

export interface Values {
  readonly vars: JsonObject;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly mappings: JsonObject;
}

const MARKER = /(["'])@@(\w+)@@\1|@@(\w+)@@|##(\w+)##/g;
/** Other names are somebody else's: `@@password@@` in Auth0's own templates. */
const OURS = /^[A-Z][A-Z0-9_]*$/;

const unmarked = (text: string): Marked => ({ text, replaced: [], missing: [] });

/** Comments and headings are of YAML alone. */
export type TextKind = 'yaml' | 'json' | 'text';

export function replaceMarkers(text: string, values: Values, kind: TextKind): Marked {
  const found = [...text.matchAll(MARKER)].filter((match) => isOurs(nameOf(match), values));
  if (found.length === 0) return unmarked(text);
  const inComment = kind === 'yaml' ? commentTest(text) : () => false;
  const parts: string[] = [];
  const replaced: Replacement[] = [];
  const missing: Marker[] = [];
  let from = 0;
  let length = 0;
  for (const match of found.filter(({ index }) => !inComment(index))) {
    const marker = { name: nameOf(match), start: match.index, end: match.index + match[0].length };
    const value = valueFor(marker.name, values);
    if (kind === 'yaml' && !isGiven(values, marker.name) && isHeading(text, marker)) continue;
    if (value === undefined) missing.push(marker);
    const written = value === undefined ? neutral(match[0]) : match[0].startsWith('#') ? asText(value) : JSON.stringify(value);
    const before = text.slice(from, marker.start);
    const newStart = length + before.length;
    parts.push(before, written);
    length = newStart + written.length;
    replaced.push({ ...marker, newStart, newEnd: length });
    from = marker.end;
  }
  return { text: parts.join('') + text.slice(from), replaced, missing };
}

/** The offset in the text as it stands; inside a replaced marker, its start or end. */
export function markedOriginal(marked: Marked, offset: number, side: 'start' | 'end'): number {
  const before = lastOf(marked.replaced, ({ newStart }) => (side === 'end' ? newStart < offset : newStart <= offset));
  if (!before) return offset;
  const inside = side === 'end' ? offset <= before.newEnd : offset < before.newEnd;
  return inside ? before[side] : offset + before.end - before.newEnd;
}

/** The marker whose value is empty and stands at an offset: what such a value makes of a field is its doing. */
export function emptiedBy(marked: Marked, offset: number): Marker | undefined {
  const before = lastOf(marked.replaced, ({ newStart }) => newStart <= offset);
  return before?.newStart === offset && before.newEnd === offset ? before : undefined;
}

/** Whether a marker stood in a range of the text as it stands. */
export function hasMarker(marked: Marked, start: number, end: number): boolean {
  const last = lastOf(marked.replaced, (marker) => marker.start < end);
  return last !== undefined && last.end > start;
}

/** The last item that passes a test which all items before it pass too. */
function lastOf<T>(items: readonly T[], passes: (item: T) => boolean): T | undefined {
  let low = -1;
  let high = items.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const item = items[middle];
    if (item !== undefined && passes(item)) low = middle;
    else high = middle - 1;
  }
  return items[low];
}

const nameOf = (match: RegExpMatchArray): string => match[2] ?? match[3] ?? match[4] ?? '';
const isOurs = (name: string, values: Values): boolean => OURS.test(name) || isGiven(values, name);
/** Whether somebody gives it a value by its name, and not only by chance, as an environment may. */
const isGiven = ({ vars, mappings }: Values, name: string): boolean =>
  member(vars, name) !== undefined || member(mappings, name) !== undefined;
const valueFor = (name: string, values: Values): JsonValue | undefined =>
  isOwnCredential(name) ? undefined : givenValue(name, values);
const givenValue = (name: string, values: Values): JsonValue | undefined =>
  member(values.vars, name) ?? (Object.hasOwn(values.env, name) ? values.env[name] : undefined) ?? member(values.mappings, name);
const asText = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Text of the same length that is an ordinary scalar, so that what surrounds a marker can be read. */
const neutral = (marker: string): string => marker.replaceAll(/[@#]/g, 'x');

/** A line that holds nothing but `##X##` is a heading, unless it stands where the line above still lacks its value. */
function isHeading(text: string, marker: Marker): boolean {
  const start = text.lastIndexOf('\n', marker.start) + 1;
  const end = text.indexOf('\n', marker.end);
  const line = text.slice(start, end < 0 ? text.length : end);
  if (line.trim() !== `##${marker.name}##`) return false;
  const above = text.slice(0, start).trimEnd().split('\n').at(-1) ?? '';
  const below =
    end < 0
      ? ''
      : (text
          .slice(end)
          .split('\n')
          .find((next) => next.trim() !== '') ?? '');
  const lacksValue = /[:-]$/.test(above.trimEnd()) && indentOf(above) < indentOf(line);
  return !lacksValue || (below !== '' && indentOf(below) >= indentOf(line));
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Tells which offsets are in comments, by YAML's own lexer over a text of the same length in which markers are ordinary scalars. */
function commentTest(text: string): (offset: number) => boolean {
  const readable = text.replace(/^([ \t]*)##\w+##(?=.*\S)|(?:@@|##)\w+(?:@@|##)/gm, (found, indent: string | undefined) =>
    indent === undefined ? neutral(found) : found,
  );
  const comments: { start: number; end: number }[] = [];
  let at = 0;
  let content = false;
  for (const token of new Lexer().lex(readable)) {
    if (token === '\u0002' || token === '\u0018') continue;
    if (token === '\u001f') {
      content = true;
      continue;
    }
    if (!content && token.startsWith('#')) comments.push({ start: at, end: at + token.length });
    content = false;
    at += token.length;
  }
  return (offset) => comments.some(({ start, end }) => offset >= start && offset < end);
}
