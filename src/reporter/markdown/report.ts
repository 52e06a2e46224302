import { link, shortened } from './escape.ts';
import { fitted, type Piece, sizeOf } from './fit.ts';
import { alert } from './sections.ts';

export interface MarkdownOptions {
  /** Bytes. The report stays below it. */
  readonly limit?: number;
  /** Where the whole report is, for the case that this one had to be shortened. */
  readonly fullReport?: string;
  /** What a plan takes, in words, where that is known. */
  readonly time?: string;
}

/** GitHub refuses a comment of more than 65,536 characters. What is left is for whoever puts a line of their own above or below. */
export const GITHUB_LIMIT = 65_000;

/** A part of a report under a title of its own; without pieces it is not there. */
export interface Section {
  readonly title: string;
  readonly pieces: readonly Piece[];
}

/** Bytes for a title's line breaks and the count of what is left out below it, and for what is said of that at the end. */
const PER_SECTION = 40;
const FOR_NOTE = 160;

/** Puts a report together that is shorter than the limit, with as much in it as has room. */
export function fittedReport(head: string, sections: readonly Section[], options: MarkdownOptions): string {
  const { limit = GITHUB_LIMIT, fullReport } = options;
  const shown = sections.filter(({ pieces }) => pieces.length > 0);
  const pointer = fullReport === undefined ? '' : ` The full report: ${link(shortened(fullReport, 300))}`;
  const reserved = shown.reduce((sum, { title }) => sum + sizeOf(title) + PER_SECTION, sizeOf(pointer) + FOR_NOTE);
  const { texts, cut, left } = fitted(
    shown.flatMap(({ pieces }) => pieces),
    limit - sizeOf(head) - reserved,
  );
  const body = bodyOf(shown, texts);
  const report = `${head}${body}${cut + left === 0 ? '' : `\n${alert('NOTE', [omissions(cut, left) + pointer])}`}`;
  return sizeOf(report) < limit ? report : firstLines(head, limit);
}

function bodyOf(sections: readonly Section[], texts: readonly (string | undefined)[]): string {
  let from = 0;
  return sections
    .map(({ title, pieces }) => {
      const own = texts.slice(from, from + pieces.length);
      from += pieces.length;
      const told = own.filter((text) => text !== undefined);
      const left = own.length - told.length;
      return `\n${title}\n\n${told.join('')}${left === 0 ? '' : `- … and ${left} more\n`}`;
    })
    .join('');
}

const omissions = (cut: number, left: number): string =>
  `**Shortened to fit.** ${cut} of the entries above are told in short${left === 0 ? '' : `, ${left} more are only counted`}.`;

/** The last resort of a limit that not even the head keeps: whole lines of it. */
function firstLines(head: string, limit: number): string {
  let report = '';
  for (const line of head.split('\n')) {
    if (sizeOf(report) + sizeOf(line) + 1 >= limit) break;
    report += `${line}\n`;
  }
  return report;
}
