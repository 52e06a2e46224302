import type { Drift } from '../../../model/drift.ts';
import { formatTime } from '../../drift/describe-drift.ts';
import { buildDriftBlocks } from '../../drift/drift-blocks.ts';
import { formatKindCounts } from '../../drift/drift-kind-counts.ts';
import { formatDriftCounts } from '../../view/changes/drift-labels.ts';
import { EMPTY_LINE, makeLine, makeSpan, renderStyledLines } from '../lines/styled-line.ts';
import type { TextOptions } from '../plan/text-plan.ts';
import { renderDriftBodyLines } from './text-drift.ts';

/** What changed since drift was last reported. */
export interface DriftUpdate {
  readonly now: Drift;
  /** Differences that are new. */
  readonly added: Drift;
  /** Addresses that match the definition again. */
  readonly settled: readonly string[];
}

/** Renders what changed since drift was last reported, and the current totals. */
export function renderDriftUpdate({ now, added, settled }: DriftUpdate, at: string, { colour, width }: TextOptions): string {
  const blocks = buildDriftBlocks(now);
  return renderStyledLines(
    [
      EMPTY_LINE,
      makeLine(0, makeSpan('strong', `${formatTime(at)}  ${now.tenant}`)),
      ...renderDriftBodyLines(added, width),
      ...settled.flatMap((address) => [
        EMPTY_LINE,
        makeLine(0, makeSpan('add', `= ${address}`), '  matches the definition again'),
      ]),
      EMPTY_LINE,
      makeLine(
        0,
        makeSpan('strong', `Now: ${formatDriftCounts(blocks, now.undeclared)}`),
        makeSpan('dim', formatKindCounts(blocks)),
      ),
    ],
    colour,
  );
}
