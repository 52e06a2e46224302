import { findEmptyMarker, hasMarkerBetween, type MarkedText, toOriginalOffset } from '../substitute/markers.ts';

/** A text file, with its text before and after marker replacement. */
export interface SourceFile {
  /** The path to show: as given on the command line, or resolved against the file that includes it. */
  readonly name: string;
  /** The real path. */
  readonly path: string;
  /** The original text. All spans and line starts refer to it. */
  readonly text: string;
  readonly marked: MarkedText;
  readonly lineStarts: readonly number[];
  /** Ranges of plaintext secrets, which must never be shown. Filled while the fields are walked with their schema. */
  readonly secrets: TextRange[];
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export const hasOverlap = (a: TextRange, b: TextRange): boolean => a.start < b.end && b.start < a.end;

/** A range of a file's original text. */
export interface SourceSpan extends TextRange {
  readonly source: SourceFile;
}

export function createSource(name: string, path: string, text: string, marked: MarkedText): SourceFile {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { name, path, text, marked, lineStarts, secrets: [] };
}

/** Maps a range of the parsed text to the original text. */
export function toSourceSpan(source: SourceFile, start: number, end: number): SourceSpan {
  const marker = start === end ? findEmptyMarker(source.marked, start) : undefined;
  if (marker) return { source, start: marker.start, end: marker.end };
  const from = toOriginalOffset(source.marked, start, 'start');
  return { source, start: from, end: Math.max(from, toOriginalOffset(source.marked, end, 'end')) };
}

/** Longest line to show, in characters. Longer ones are typically generated, such as minified JSON. */
export const MAX_SHOWN_LINE = 1_000;

/** Returns line and column of an offset, both counted from 1. */
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

/** Returns the range of a line (counted from 1) without its line break. */
export function getLineRange(source: SourceFile, line: number): TextRange {
  const start = source.lineStarts[line - 1] ?? 0;
  const end = source.text.indexOf('\n', start);
  const stop = end < 0 ? source.text.length : end;
  return { start, end: source.text[stop - 1] === '\r' && stop > start ? stop - 1 : stop };
}

/** Returns the original text of a value that contains markers, without quotes. Empty if there are no markers. */
export function readTemplate({ source, start, end }: SourceSpan): { readonly template?: string } {
  if (!hasMarkerBetween(source.marked, start, end)) return {};
  return { template: source.text.slice(start, end).replace(/^(["'])([\s\S]*)\1$/, '$2') };
}
