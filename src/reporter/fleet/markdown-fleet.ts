import type { FleetReport, TenantRow } from '../../model/fleet-report.ts';
import { formatCount } from '../../model/wording.ts';
import type { ReportPiece } from '../markdown/fit-pieces.ts';
import { escapeProse, formatCode, formatHtmlCode } from '../markdown/markdown-escape.ts';
import { buildFittedReport, type MarkdownOptions } from '../markdown/markdown-report.ts';
import { buildProblemPiece, renderAlert } from '../markdown/markdown-sections.ts';
import { type FleetColumn, listColumns } from './fleet-table.ts';
import {
  buildFleetView,
  type FleetDetails,
  type FleetGroup,
  type FleetView,
  formatNames,
  getDetailKey,
  suggestFleetStep,
} from './fleet-view.ts';

/** The table is never shortened, so it has at most this many rows; the worst come first. */
const MAX_ROWS = 60;
const QUIET_NAMES = 20;

const RANKS = { problem: 0, detail: 1 } as const;

/** Renders a report about many tenants for a pull request comment or a job summary. */
export function renderFleetMarkdown(report: FleetReport, details: FleetDetails, options: MarkdownOptions = {}): string {
  const view = buildFleetView(report);
  const sections = [
    { title: '#### Problems', pieces: view.problems.map(buildProblemsPiece) },
    { title: '#### What differs', pieces: view.groups.flatMap((group) => buildDetailPieces(group, details)) },
  ];
  return buildFittedReport(renderHead(view, report), sections, options);
}

function renderHead(view: FleetView, report: FleetReport): string {
  const lines = [`**${view.summary}.**`, ...[suggestFleetStep(report) ?? []].flat()];
  const summary = {
    danger: () => renderAlert('CAUTION', lines),
    warn: () => renderAlert('WARNING', lines),
    calm: () => `${lines.join('\n\n')}\n`,
  }[view.alarm]();
  const { title, names } = view.quiet;
  const quiet = names.length === 0 ? '' : `\n${title}: ${formatNames(names.map(formatCode), QUIET_NAMES)}\n`;
  return `### ${view.title}\n\n${summary}${renderTable(view.rows, report)}${quiet}`;
}

function renderTable(rows: readonly TenantRow[], { verb }: FleetReport): string {
  if (rows.length === 0) return '';
  const shown = rows.slice(0, MAX_ROWS);
  const columns = listColumns(verb).filter(({ getText }) => shown.some((row) => getText(row) !== ''));
  const renderRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const more = rows.length - shown.length;
  return [
    '\n',
    renderRow(columns.map(({ title }) => title)),
    renderRow(columns.map(() => '---')),
    ...shown.map((row) => renderRow(columns.map((column) => renderCell(column, row)))),
    more === 0 ? '' : `\n… and ${formatCount(more, 'more tenant')}\n`,
  ].join('');
}

const renderCell = ({ isName, getText }: FleetColumn, row: TenantRow): string => {
  const text = getText(row);
  return isName && text !== '' ? formatCode(text) : text;
};

const buildProblemsPiece = ({ names, first }: FleetGroup): ReportPiece => {
  const [heading, problems] = [
    `- ${escapeProse(names)}\n`,
    first.problems.map((problem) => buildProblemPiece(problem, 0).versions),
  ];
  const nest = (texts: readonly string[]): string => texts.map((text) => `  ${text}`).join('');
  return {
    rank: RANKS.problem,
    versions: [
      heading + nest(problems.map(([full = '']) => full)),
      heading + nest(problems.map((versions) => versions.at(-1) ?? '')),
      heading,
    ],
  };
};

function buildDetailPieces({ names, first }: FleetGroup, details: FleetDetails): readonly ReportPiece[] {
  const detail = details.get(getDetailKey(first));
  const summary = formatHtmlCode(names);
  const full = detail === undefined ? [] : [`<details><summary>${summary}</summary>\n\n${detail.trim()}\n\n</details>\n\n`];
  return [{ rank: RANKS.detail, versions: [...full, ''] }];
}
