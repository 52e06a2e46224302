import { type CheckReport, listCountedFindings } from '../../model/check-report.ts';
import { groupBy } from '../../model/group-by.ts';
import { type Finding, SEVERITIES, type Severity } from '../../model/plan/finding.ts';
import { EMPTY_LINE, makeLine, makeSpan, renderStyledLines, type StyledLine, type Tone } from '../text/lines/styled-line.ts';
import { renderProblemLines } from '../text/problems/text-problem.ts';
import { formatPlace } from '../view/format-place.ts';
import { describeNotJudged, formatAcceptance, formatContext, formatFindingCounts, formatSubject } from './check-summary.ts';

const TITLES: Readonly<Record<Severity, string>> = { error: 'Errors', warning: 'Warnings', info: 'Worth a look' };
const TONES: Readonly<Record<Severity, Tone>> = { error: 'danger', warning: 'warn', info: 'strong' };

/** Renders a check for a terminal or log: by severity, then by resource. */
export function renderCheckText(report: CheckReport, { colour = false }: { readonly colour?: boolean } = {}): string {
  const counted = listCountedFindings(report);
  const notJudged = describeNotJudged(report);
  return renderStyledLines(
    [
      makeLine(0, makeSpan('strong', `Check of ${formatSubject(report)} (${formatContext(report)})`)),
      EMPTY_LINE,
      ...SEVERITIES.flatMap((severity) => renderSeverity(severity, counted)),
      ...renderAccepted(report.findings.filter(({ accepted }) => accepted)),
      ...report.problems.flatMap((problem) => [...renderProblemLines(problem), EMPTY_LINE]),
      makeLine(0, makeSpan('strong', `${formatFindingCounts(report)}.`)),
      ...(notJudged === undefined ? [] : [makeLine(0, makeSpan('dim', notJudged))]),
    ],
    colour,
  );
}

function renderSeverity(severity: Severity, findings: readonly Finding[]): readonly StyledLine[] {
  const own = findings.filter((finding) => finding.severity === severity);
  if (own.length === 0) return [];
  return [
    makeLine(0, makeSpan(TONES[severity], TITLES[severity])),
    ...[...groupBy(own, ({ address }) => address)].flatMap(([address, group]) => [
      makeLine(2, makeSpan('strong', address)),
      ...group.flatMap(renderFinding),
    ]),
    EMPTY_LINE,
  ];
}

const renderFinding = ({ rule, severity, field, message, hint, source, place }: Finding): readonly StyledLine[] => [
  makeLine(
    4,
    makeSpan(TONES[severity], rule),
    ...(field === undefined ? [] : ['  ', makeSpan('plain', field)]),
    ...(place ? ['  ', makeSpan('place', formatPlace(place))] : []),
  ),
  makeLine(6, message),
  makeLine(6, makeSpan('dim', 'help: '), hint),
  makeLine(6, makeSpan('dim', `see: ${source}`)),
];

function renderAccepted(findings: readonly Finding[]): readonly StyledLine[] {
  if (findings.length === 0) return [];
  return [
    makeLine(0, makeSpan('strong', 'Accepted')),
    ...findings.map(({ address, rule, accepted }) =>
      makeLine(2, `${address}  ${rule}`, makeSpan('dim', `  ${accepted ? formatAcceptance(accepted) : ''}`)),
    ),
    EMPTY_LINE,
  ];
}
