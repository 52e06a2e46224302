import { getObjectMember, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { createCommentTest, isHeading, toPlaceholder } from './marker-comments.ts';
import { isOwnCredential } from './own-credentials.ts';

/**
 * A text after auth0-deploy-cli's keyword markers were replaced: `##KEY##` by the plain value, `@@KEY@@` (with any quotes directly around
 * it) by the value as JSON. As in that tool, replacement happens before parsing, and files rely on it: a bare `@@KEY@@` is invalid YAML,
 * and a bare `##KEY##` is a comment.
 */
export interface MarkedText {
  readonly text: string;
  readonly replaced: readonly Replacement[];
  /** Markers without a value. A placeholder takes their place, so they are in `replaced` too. */
  readonly missing: readonly Marker[];
}

interface Marker {
  readonly name: string;
  /** Offsets in the original text. */
  readonly start: number;
  readonly end: number;
}

interface Replacement extends Marker {
  /** Offsets in the text with markers replaced. */
  readonly newStart: number;
  readonly newEnd: number;
}

export interface MarkerValues {
  readonly vars: JsonObject;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly mappings: JsonObject;
}

const MARKER = /(["'])@@(\w+)@@\1|@@(\w+)@@|##(\w+)##/g;
/** Other names have another meaning, such as `@@password@@` in Auth0's own templates, unless `vars` or `mappings` define them. */
const MARKER_NAME = /^[A-Z][A-Z0-9_]*$/;

/** A text without markers. */
export const createUnmarkedText = (text: string): MarkedText => ({ text, replaced: [], missing: [] });

/** Only in YAML can a marker be (part of) a comment. */
export type TextKind = 'yaml' | 'json' | 'text';

/** Replaces the markers of a text. In YAML, those in comments are kept. */
export function replaceMarkers(text: string, values: MarkerValues, kind: TextKind): MarkedText {
  const found = [...text.matchAll(MARKER)].filter((match) => isDeployCliMarker(getMarkerName(match), values));
  if (found.length === 0) return createUnmarkedText(text);
  const isInComment = kind === 'yaml' ? createCommentTest(text) : () => false;
  const parts: string[] = [];
  const replaced: Replacement[] = [];
  const missing: Marker[] = [];
  let from = 0;
  let length = 0;
  for (const match of found.filter(({ index }) => !isInComment(index))) {
    const marker = { name: getMarkerName(match), start: match.index, end: match.index + match[0].length };
    const value = findAllowedValue(marker.name, values);
    if (kind === 'yaml' && !hasExplicitValue(values, marker.name) && isHeading(text, marker)) continue;
    if (value === undefined) missing.push(marker);
    const replacement =
      value === undefined ? toPlaceholder(match[0]) : match[0].startsWith('#') ? toText(value) : JSON.stringify(value);
    const before = text.slice(from, marker.start);
    const newStart = length + before.length;
    parts.push(before, replacement);
    length = newStart + replacement.length;
    replaced.push({ ...marker, newStart, newEnd: length });
    from = marker.end;
  }
  return { text: parts.join('') + text.slice(from), replaced, missing };
}

/** Maps an offset in the replaced text to the original text. An offset inside a replacement maps to the marker's start or end. */
export function toOriginalOffset(marked: MarkedText, offset: number, side: 'start' | 'end'): number {
  const before = findLastPassing(marked.replaced, ({ newStart }) => (side === 'end' ? newStart < offset : newStart <= offset));
  if (!before) return offset;
  const isInside = side === 'end' ? offset <= before.newEnd : offset < before.newEnd;
  return isInside ? before[side] : offset + before.end - before.newEnd;
}

/** Finds the marker at an offset that was replaced by an empty value, so that an error about the missing value can point to it. */
export function findEmptyMarker(marked: MarkedText, offset: number): Marker | undefined {
  const before = findLastPassing(marked.replaced, ({ newStart }) => newStart <= offset);
  return before?.newStart === offset && before.newEnd === offset ? before : undefined;
}

/** Whether a range of the original text contains a replaced marker. */
export function hasMarkerBetween(marked: MarkedText, start: number, end: number): boolean {
  const last = findLastPassing(marked.replaced, (marker) => marker.start < end);
  return last !== undefined && last.end > start;
}

/** Finds the last item that passes, by binary search: the passing items must come first. */
function findLastPassing<T>(items: readonly T[], passes: (item: T) => boolean): T | undefined {
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

const getMarkerName = (match: RegExpMatchArray): string => match[2] ?? match[3] ?? match[4] ?? '';
const isDeployCliMarker = (name: string, values: MarkerValues): boolean =>
  MARKER_NAME.test(name) || hasExplicitValue(values, name);
/** Whether `vars` or `mappings` define the marker. An environment variable of the same name may be a coincidence. */
const hasExplicitValue = ({ vars, mappings }: MarkerValues, name: string): boolean =>
  getObjectMember(vars, name) !== undefined || getObjectMember(mappings, name) !== undefined;
const findAllowedValue = (name: string, values: MarkerValues): JsonValue | undefined =>
  isOwnCredential(name) ? undefined : findMarkerValue(name, values);
const findMarkerValue = (name: string, values: MarkerValues): JsonValue | undefined =>
  getObjectMember(values.vars, name) ??
  (Object.hasOwn(values.env, name) ? values.env[name] : undefined) ??
  getObjectMember(values.mappings, name);
const toText = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));
