import type { AccessReport } from '../../model/access-report.ts';
import { measureWidth, padToWidth } from '../text/lines/display-width.ts';
import { EMPTY_LINE, makeLine, makeSpan, renderStyledLines, type StyledLine } from '../text/lines/styled-line.ts';
import { wrapText } from '../text/lines/wrap-text.ts';
import { type AccessGroup, type AccessSection, buildAccessSections } from './access-sections.ts';
import { describeLimits, describeNobody, formatAsked } from './describe-answer.ts';
import { wrapNames } from './wrap-names.ts';

export interface WhoTextOptions {
  readonly colour?: boolean;
  /** Columns of the terminal. Undefined: 80. */
  readonly width?: number;
}

/** Renders who has what for a terminal or log. */
export function renderWhoText(report: AccessReport, { colour = false, width = 80 }: WhoTextOptions = {}): string {
  const sections = buildAccessSections(report);
  const limits = describeLimits(report).flatMap((text) => wrapText(text, width));
  return renderStyledLines(
    [
      makeLine(0, makeSpan('strong', formatAsked(report)), ...(report.tenant === undefined ? [] : [` in ${report.tenant}`])),
      EMPTY_LINE,
      ...(sections.length === 0 ? [makeLine(0, describeNobody(report)), EMPTY_LINE] : []),
      ...sections.flatMap((section) => renderSection(section, width)),
      ...limits.map((text) => makeLine(0, makeSpan('dim', text))),
    ],
    colour,
  );
}

/** A longer label gets a line of its own. */
const MAX_LABEL = 38;
/** A longer list gets the whole width. */
const MAX_LINES_BESIDE = 4;
const INDENT = 2;
const GAP = 2;

function renderSection({ title, count, groups }: AccessSection, width: number): readonly StyledLine[] {
  const widths = groups.map(({ label }) => measureWidth(label)).filter((label) => label <= MAX_LABEL);
  const column = Math.max(0, ...widths);
  return [
    makeLine(0, makeSpan('strong', title), makeSpan('dim', count === undefined ? '' : ` (${count})`)),
    ...groups.flatMap((group) => renderGroup(group, column, width)),
    EMPTY_LINE,
  ];
}

function renderGroup({ label, names }: AccessGroup, column: number, width: number): readonly StyledLine[] {
  const gap = column === 0 ? 0 : column + GAP;
  const beside = wrapNames(names, width - INDENT - gap);
  if (measureWidth(label) > MAX_LABEL || (gap > 0 && beside.length > MAX_LINES_BESIDE))
    return [
      ...wrapText(label, width - INDENT).map((text) => makeLine(INDENT, makeSpan('dim', text))),
      ...wrapNames(names, width - 2 * INDENT).map((text) => makeLine(2 * INDENT, text)),
    ];
  return beside.map((text, index) => makeLine(INDENT, makeSpan('dim', padToWidth(index === 0 ? label : '', gap)), text));
}
