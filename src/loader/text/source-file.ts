import { findEmptyMarker, hasMarkerBetween, type MarkedText, toOriginalOffset } from '../substitute/markers.ts';

/** A text file as it stands on disk, and how the text that is parsed maps back to it. */
export interface SourceFile {
  /** As a person would call it: as given on the command line, or relative to the file that includes it. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly marked: MarkedText;
  readonly lineStarts: readonly number[];
  /** Ranges that must never be shown: secrets written in clear. Filled while the schema is walked. */
  readonly secrets: TextRange[];
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export const hasOverlap = (a: TextRange, b: TextRange): boolean => a.start < b.end && b.start < a.end;

/** A range of a file, in offsets of the text as it stands. */
export interface SourceSpan extends TextRange {
  readonly source: SourceFile;
}

export function createSource(name: string, path: string, text: string, marked: MarkedText): SourceFile {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { name, path, text, marked, lineStarts, secrets: [] };
}

/** A range of the parsed text as a range of the file. */
export function toSourceSpan(source: SourceFile, start: number, end: number): SourceSpan {
  const marker = start === end ? findEmptyMarker(source.marked, start) : undefined;
  if (marker) return { source, start: marker.start, end: marker.end };
  const from = toOriginalOffset(source.marked, start, 'start');
  return { source, start: from, end: Math.max(from, toOriginalOffset(source.marked, end, 'end')) };
}

/** A longer line is nothing to look at: a file of one line, as programs write it. */
export const MAX_SHOWN_LINE = 1_000;

/** Line and column, counted from 1. */
export function findPosition(source: SourceFile, offset: number): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (source.lineStarts[low] ?? 0) + 1 };
}

/** The range of one line, without its line break. */
export function getLineRange(source: SourceFile, line: number): TextRange {
  const start = source.lineStarts[line - 1] ?? 0;
  const end = source.text.indexOf('\n', start);
  const stop = end < 0 ? source.text.length : end;
  return { start, end: source.text[stop - 1] === '\r' && stop > start ? stop - 1 : stop };
}

/** The text in which markers stand, as it is written: what a value was put together from. */
export function readTemplate({ source, start, end }: SourceSpan): { readonly template?: string } {
  if (!hasMarkerBetween(source.marked, start, end)) return {};
  return { template: source.text.slice(start, end).replace(/^(["'])([\s\S]*)\1$/, '$2') };
}
