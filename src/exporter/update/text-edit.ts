import type { SourceRange } from '../../model/definition/source-value.ts';

/** A range of a file and its replacement. */
export interface TextEdit {
  readonly path: string;
  /** The file's name for messages. */
  readonly name: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

export const createEdit = ({ path, name, text }: SourceRange, start: number, end: number, replacement: string): TextEdit => ({
  path,
  name,
  text,
  start,
  end,
  replacement,
});

/** Applies edits to a text. Removals of neighbors may overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  // Keep the line endings of the file.
  const isWindows = text.includes('\r\n');
  let result = '';
  let from = 0;
  for (const { start, end, replacement } of sorted) {
    result += text.slice(from, Math.max(from, start)) + (isWindows ? replacement.replace(/\r?\n/g, '\r\n') : replacement);
    from = Math.max(from, end);
  }
  return result + text.slice(from);
}

export const findLineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

export function findNextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}
