import type { SourceRange } from '../../model/definition/source-value.ts';

/** One range of a file with what shall stand there. */
export interface TextEdit {
  readonly path: string;
  /** As a person calls the file. */
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

/** A file's text with all of its edits made. What is taken out twice, as with neighbors in a list, is taken out once. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  // New lines end as the file's lines do.
  const isWindows = text.includes('\r\n');
  let result = '';
  let from = 0;
  for (const { start, end, replacement: by } of sorted) {
    result += text.slice(from, Math.max(from, start)) + (isWindows ? by.replace(/\r?\n/g, '\r\n') : by);
    from = Math.max(from, end);
  }
  return result + text.slice(from);
}

export const findLineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

export function findNextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}
