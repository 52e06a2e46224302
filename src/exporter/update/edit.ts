import type { Spot } from '../../model/definition/written.ts';

/** One range of a file with what shall stand there. */
export interface Edit {
  readonly path: string;
  /** As a person calls the file. */
  readonly name: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

export const editOf = ({ path, name, text }: Spot, start: number, end: number, by: string): Edit => ({
  path,
  name,
  text,
  start,
  end,
  by,
});

/** A file's text with all of its edits made. What is taken out twice, as with neighbors in a list, is taken out once. */
export function edited(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  // New lines end as the file's lines do.
  const isWindows = text.includes('\r\n');
  let done = '';
  let from = 0;
  for (const { start, end, by } of sorted) {
    done += text.slice(from, Math.max(from, start)) + (isWindows ? by.replace(/\r?\n/g, '\r\n') : by);
    from = Math.max(from, end);
  }
  return done + text.slice(from);
}

export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}
