import { fitPieces, measureBytes, type ReportPiece } from './fit-pieces.ts';
import { formatLink, shortenText } from './markdown-escape.ts';
import { renderAlert } from './markdown-sections.ts';

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
export interface ReportSection {
  readonly title: string;
  readonly pieces: readonly ReportPiece[];
}

/** Bytes for a title's line breaks and the count of what is left out below it, and for what is said of that at the end. */
const BYTES_PER_SECTION = 40;
const BYTES_FOR_NOTE = 160;

/** Puts a report together that is shorter than the limit, with as much in it as has room. */
export function buildFittedReport(head: string, sections: readonly ReportSection[], options: MarkdownOptions): string {
  const { limit = GITHUB_LIMIT, fullReport } = options;
  const shown = sections.filter(({ pieces }) => pieces.length > 0);
  const pointer = fullReport === undefined ? '' : ` The full report: ${formatLink(shortenText(fullReport, 300))}`;
  const reserved = shown.reduce(
    (sum, { title }) => sum + measureBytes(title) + BYTES_PER_SECTION,
    measureBytes(pointer) + BYTES_FOR_NOTE,
  );
  const { texts, cut, left } = fitPieces(
    shown.flatMap(({ pieces }) => pieces),
    limit - measureBytes(head) - reserved,
  );
  const body = renderBody(shown, texts);
  const report = `${head}${body}${cut + left === 0 ? '' : `\n${renderAlert('NOTE', [describeOmissions(cut, left) + pointer])}`}`;
  return measureBytes(report) < limit ? report : keepFirstLines(head, limit);
}

function renderBody(sections: readonly ReportSection[], texts: readonly (string | undefined)[]): string {
  let from = 0;
  return sections
    .map(({ title, pieces }) => {
      const sectionTexts = texts.slice(from, from + pieces.length);
      from += pieces.length;
      const kept = sectionTexts.filter((text) => text !== undefined);
      const left = sectionTexts.length - kept.length;
      return `\n${title}\n\n${kept.join('')}${left === 0 ? '' : `- … and ${left} more\n`}`;
    })
    .join('');
}

const describeOmissions = (cut: number, left: number): string =>
  `**Shortened to fit.** ${cut} of the entries above are told in short${left === 0 ? '' : `, ${left} more are only counted`}.`;

/** The last resort of a limit that not even the head keeps: whole lines of it. */
function keepFirstLines(head: string, limit: number): string {
  let report = '';
  for (const line of head.split('\n')) {
    if (measureBytes(report) + measureBytes(line) + 1 >= limit) break;
    report += `${line}\n`;
  }
  return report;
}
