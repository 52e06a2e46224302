import { type FleetReport, isDifferentRow, isFailedRow, type TenantRow } from '../../model/fleet-report.ts';
import { padToWidth } from '../text/lines/display-width.ts';
import { EMPTY_LINE, makeLine, makeSpan, renderStyledLines, type StyledLine, type Tone } from '../text/lines/styled-line.ts';
import { renderProblemLines } from '../text/problems/text-problem.ts';
import type { Alarm } from '../view/plan/impact-labels.ts';
import { listColumns } from './fleet-table.ts';
import {
  buildFleetView,
  type FleetDetails,
  type FleetGroup,
  type FleetView,
  formatNames,
  getDetailKey,
  suggestFleetStep,
} from './fleet-view.ts';

const ALARM_TONES: Readonly<Record<Alarm, Tone>> = { danger: 'danger', warn: 'warn', calm: 'strong' };

/** More names on one line are hard to read, and nothing needs to be done about these tenants. */
const QUIET_NAMES = 12;

/** Renders a row for each tenant, the problems, and what differs, once for all tenants that differ in the same way. */
export function renderFleetText(report: FleetReport, details: FleetDetails, { colour }: { readonly colour: boolean }): string {
  const view = buildFleetView(report);
  const head = [
    makeLine(0, makeSpan('strong', view.title), `  ${report.project}`),
    EMPTY_LINE,
    ...renderTable(view.rows, report),
    ...renderQuietLines(view.quiet),
    EMPTY_LINE,
    ...view.problems.flatMap(renderProblemGroup),
  ];
  const groups = view.groups.map((group) => renderGroup(group, details, colour));
  return [renderStyledLines(head, colour), ...groups, renderStyledLines(renderFoot(view, report), colour)].join('');
}

const renderQuietLines = ({ title, names }: FleetView['quiet']): readonly StyledLine[] =>
  names.length === 0 ? [] : [makeLine(0, makeSpan('dim', `${title}: ${formatNames(names, QUIET_NAMES)}`))];

function renderFoot({ summary, alarm, title }: FleetView, report: FleetReport): readonly StyledLine[] {
  const step = suggestFleetStep(report);
  return [makeLine(0, makeSpan(ALARM_TONES[alarm], `${title}: ${summary}.`)), ...(step === undefined ? [] : [makeLine(0, step)])];
}

function renderTable(rows: readonly TenantRow[], { verb }: FleetReport): readonly StyledLine[] {
  const cells = listColumns(verb).map(({ title, getText }) => [title, ...rows.map(getText)]);
  const used = cells.filter(([, ...texts]) => texts.some((text) => text !== ''));
  const widths = used.map((texts) => Math.max(...texts.map((text) => text.length)));
  const renderRow = (index: number, tone: Tone): StyledLine =>
    makeLine(
      0,
      makeSpan(
        tone,
        used
          .map((texts, column) => padToWidth(texts[index] ?? '', widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
      ),
    );
  return rows.length === 0 ? [] : [renderRow(0, 'dim'), ...rows.map((row, index) => renderRow(index + 1, getRowTone(row)))];
}

const getRowTone = (row: TenantRow): Tone => (isFailedRow(row) ? 'danger' : isDifferentRow(row) ? 'change' : 'plain');

const renderProblemGroup = ({ names, first }: FleetGroup): readonly StyledLine[] => [
  makeLine(0, makeSpan('strong', names)),
  ...first.problems.flatMap((problem) => renderProblemLines(problem, 2)),
  EMPTY_LINE,
];

function renderGroup({ names, first }: FleetGroup, details: FleetDetails, colour: boolean): string {
  const detail = details.get(getDetailKey(first));
  if (detail === undefined) return '';
  return `${renderStyledLines([makeLine(0, makeSpan('strong', `── ${names} ──`)), EMPTY_LINE], colour)}${detail.trimEnd()}\n\n`;
}
