import { formatCount } from '../../model/wording.ts';
import { fitPieces, measureBytes, type ReportPiece } from './fit-pieces.ts';
import { formatLink, shortenText } from './markdown-escape.ts';
import { renderAlert } from './markdown-sections.ts';

export interface MarkdownOptions {
  /** Maximum length in bytes of UTF-8; the report is shorter. */
  readonly limit?: number;
  /** URL of the full report, shown if this one is shortened. */
  readonly fullReport?: string;
  /** The estimated duration of a plan as text; undefined if unknown. */
  readonly time?: string;
}

/** GitHub rejects comments longer than 65,536 characters. The difference leaves room for a caller's lines above or below the report. */
export const GITHUB_LIMIT = 65_000;

/** A titled section of a report. A section without pieces is not rendered. */
export interface ReportSection {
  readonly title: string;
  readonly pieces: readonly ReportPiece[];
}

/** Bytes reserved per section for line breaks and the count of omitted entries, and once for the note about shortening. */
const BYTES_PER_SECTION = 40;
const BYTES_FOR_NOTE = 160;

/** Builds a report that is shorter than the limit, with as many details as fit. */
export function buildFittedReport(
  head: string,
  sections: readonly ReportSection[],
  options: MarkdownOptions & { readonly foot?: string },
): string {
  const { limit = GITHUB_LIMIT, fullReport, foot = '' } = options;
  const shown = sections.filter(({ pieces }) => pieces.length > 0);
  const pointer = fullReport === undefined ? '' : ` Full report: ${formatLink(shortenText(fullReport, 300))}`;
  const reserved = shown.reduce(
    (sum, { title }) => sum + measureBytes(title) + BYTES_PER_SECTION,
    measureBytes(pointer) + BYTES_FOR_NOTE,
  );
  const { texts, shortened, omitted } = fitPieces(
    shown.flatMap(({ pieces }) => pieces),
    limit - measureBytes(head + foot) - reserved,
  );
  const body = renderBody(shown, texts);
  const report = `${head}${body}${foot}${shortened + omitted === 0 ? '' : `\n${renderAlert('NOTE', [describeOmissions(shortened, omitted) + pointer])}`}`;
  return measureBytes(report) < limit ? report : keepFirstLines(head, limit);
}

function renderBody(sections: readonly ReportSection[], texts: readonly (string | undefined)[]): string {
  let from = 0;
  return sections
    .map(({ title, pieces }) => {
      const sectionTexts = texts.slice(from, from + pieces.length);
      from += pieces.length;
      const kept = sectionTexts.filter((text) => text !== undefined);
      const omitted = sectionTexts.length - kept.length;
      return `\n${title}\n\n${kept.join('')}${omitted === 0 ? '' : `- … and ${omitted} more\n`}`;
    })
    .join('');
}

function describeOmissions(shortened: number, omitted: number): string {
  const counts = [
    ...(shortened === 0 ? [] : [`${formatCount(shortened, 'entry', 'entries')} abbreviated`]),
    ...(omitted === 0 ? [] : [`${formatCount(omitted, 'entry', 'entries')} omitted`]),
  ];
  return `**Shortened to fit.** ${counts.join(', ')}.`;
}

/** Keeps as many whole lines of the head as fit, for a limit that is too small even for the head. */
function keepFirstLines(head: string, limit: number): string {
  let report = '';
  for (const line of head.split('\n')) {
    if (measureBytes(report) + measureBytes(line) + 1 >= limit) break;
    report += `${line}\n`;
  }
  return report;
}
