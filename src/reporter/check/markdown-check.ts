import { type CheckReport, listCountedFindings } from '../../model/check-report.ts';
import { type Finding, SEVERITIES, type Severity } from '../../model/plan/finding.ts';
import type { ReportPiece } from '../markdown/fit-pieces.ts';
import { escapeProse, formatCode } from '../markdown/markdown-escape.ts';
import { buildFittedReport, type MarkdownOptions, type ReportSection } from '../markdown/markdown-report.ts';
import { buildProblemPiece } from '../markdown/markdown-sections.ts';
import { formatPlace } from '../view/format-place.ts';
import { describeNotJudged, formatAcceptance, formatContext, formatFindingCounts, formatSubject } from './check-summary.ts';

const TITLES: Readonly<Record<Severity, string>> = { error: '#### Errors', warning: '#### Warnings', info: '#### Worth a look' };

/** Renders a check for a pull request, an issue or a job summary. */
export function renderCheckMarkdown(report: CheckReport, options: MarkdownOptions = {}): string {
  const counted = listCountedFindings(report);
  const accepted = report.findings.filter((finding) => finding.accepted);
  const sections: readonly ReportSection[] = [
    ...SEVERITIES.map((severity, rank) => ({
      title: TITLES[severity],
      pieces: counted.filter((finding) => finding.severity === severity).map((finding) => buildFindingPiece(finding, rank)),
    })),
    { title: '#### Failed rules', pieces: report.problems.map((problem) => buildProblemPiece(problem, 0)) },
    { title: '#### Accepted', pieces: accepted.map(buildAcceptedPiece) },
  ];
  const notJudged = describeNotJudged(report);
  const head = `### Check of ${report.tenant === undefined ? formatSubject(report) : formatCode(report.tenant)} (${formatContext(report)})\n\n**${formatFindingCounts(report)}**\n`;
  return buildFittedReport(head, sections, {
    ...options,
    foot: notJudged === undefined ? '' : `\n${escapeProse(notJudged)}\n`,
  });
}

/** The shorter version is what a shortened report shows. */
function buildFindingPiece({ address, rule, field, message, hint, source, place }: Finding, rank: number): ReportPiece {
  const where = `${formatCode(address)}${field === undefined ? '' : ` ${formatCode(field)}`}${place ? ` (${formatCode(formatPlace(place))})` : ''}`;
  const line = `- **${escapeProse(rule)}** ${where}`;
  return {
    rank,
    versions: [`${line}<br>${escapeProse(message)} ${escapeProse(hint)} <sub>${escapeProse(source)}</sub>\n`, `${line}\n`],
  };
}

const buildAcceptedPiece = ({ address, rule, accepted }: Finding): ReportPiece => ({
  rank: SEVERITIES.length,
  versions: [`- ${escapeProse(rule)} ${formatCode(address)}${accepted ? `, ${escapeProse(formatAcceptance(accepted))}` : ''}\n`],
});
