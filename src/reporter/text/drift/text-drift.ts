import { splitAddress } from '../../../model/address.ts';
import type { Drift } from '../../../model/drift.ts';
import { describeAuthor, describeCause } from '../../drift/describe-drift.ts';
import { buildDriftBlocks, type DriftBlock } from '../../drift/drift-blocks.ts';
import { formatKindCounts } from '../../drift/drift-kind-counts.ts';
import { DRIFT_LABELS, formatDriftCounts } from '../../view/changes/drift-labels.ts';
import { formatListedText, formatMemberLines } from '../../view/format-yaml.ts';
import { EMPTY_LINE, makeCodeSpan, makeLine, makeSpan, renderStyledLines, type StyledLine } from '../lines/styled-line.ts';
import { MIN_WIDTH, type TextOptions } from '../plan/text-plan.ts';
import { renderProblemLines } from '../problems/text-problem.ts';
import { toTone } from '../text-entry.ts';
import { renderSection, renderUndeclaredLines } from '../text-sections.ts';
import { renderDriftEntryLines } from './text-drift-entry.ts';

const BODY_INDENT = 4;

/** Renders where the tenant and the definition differ, and who made each difference. */
export function renderDriftText(drift: Drift, { colour, width }: TextOptions): string {
  const blocks = buildDriftBlocks(drift);
  return renderStyledLines(
    [
      makeLine(0, makeSpan('strong', `Drift of ${drift.tenant}`)),
      ...renderDriftBodyLines(drift, width),
      EMPTY_LINE,
      makeLine(0, makeSpan('strong', formatDriftCounts(blocks, drift.undeclared)), makeSpan('dim', formatKindCounts(blocks))),
    ],
    colour,
  );
}

/** Renders only the differences, without title, notes and totals. */
export const renderDifferences = (drift: Drift, { colour }: TextOptions): string =>
  renderStyledLines(
    buildDriftBlocks(drift).flatMap((block) => renderDriftBlockLines(block, drift)),
    colour,
  );

/** Renders everything except the title and the totals. */
export const renderDriftBodyLines = (drift: Drift, width: number): readonly StyledLine[] => [
  ...buildDriftBlocks(drift).flatMap((block) => [EMPTY_LINE, ...renderDriftBlockLines(block, drift)]),
  ...renderSection(
    'Not compared',
    drift.skipped.map(({ address, why }) => makeLine(2, `${address}  `, makeSpan('dim', why))),
  ),
  ...renderUndeclaredEntries(drift, Math.max(MIN_WIDTH, width)),
  ...drift.notes.flatMap((note) => [EMPTY_LINE, ...renderProblemLines(note)]),
];

function renderDriftBlockLines({ address, action, difference, parts }: DriftBlock, { history }: Drift): readonly StyledLine[] {
  const { sign } = DRIFT_LABELS[action];
  const body = parts.flatMap((part) => [
    makeLine(2, makeSpan(part.kind === 'tenant changed' ? 'warn' : 'dim', describeCause(part, history))),
    ...formatMemberLines(part.missing).map((text) => makeLine(BODY_INDENT, makeCodeSpan('remove', text))),
    ...renderDriftEntryLines(part.entries, BODY_INDENT),
  ]);
  return [makeLine(0, makeSpan(toTone(sign), `${sign} ${address}`), `  ${difference}`), ...body];
}

const UNDECLARED_TITLE = 'Undeclared: in the tenant but not in the definition';
/** How many resources with a known author are listed, one per line. */
const ATTRIBUTED_SHOWN = 20;

function renderUndeclaredEntries({ undeclared: entries, undeclaredItems }: Drift, width: number): readonly StyledLine[] {
  const attributed = entries.filter(({ by }) => by).slice(0, ATTRIBUTED_SHOWN);
  const others = entries.filter((entry) => !attributed.includes(entry)).map(({ address }) => address);
  const lines = attributed.map((entry) => {
    const { type, key } = splitAddress(entry.address);
    return makeLine(2, makeSpan('dim', `${type}  `), formatListedText(key), makeSpan('dim', `  ${describeAuthor(entry)}`));
  });
  if (lines.length === 0) return renderUndeclaredLines(others, undeclaredItems, UNDECLARED_TITLE, width);
  return [
    ...renderSection(UNDECLARED_TITLE, lines),
    ...renderUndeclaredLines(others, undeclaredItems, UNDECLARED_TITLE, width).slice(2),
  ];
}
