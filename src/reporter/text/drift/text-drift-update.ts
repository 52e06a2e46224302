import type { Drift } from '../../../model/drift.ts';
import { formatTime } from '../../drift/describe-drift.ts';
import { buildDriftBlocks } from '../../drift/drift-blocks.ts';
import { formatKindCounts } from '../../drift/drift-kind-counts.ts';
import { formatDriftCounts } from '../../view/changes/drift-labels.ts';
import { EMPTY_LINE, makeLine, makeSpan, renderStyledLines } from '../styled-line.ts';
import type { TextOptions } from '../text-plan.ts';
import { renderDriftBodyLines } from './text-drift.ts';

export interface DriftUpdate {
  readonly now: Drift;
  readonly added: Drift;
  readonly settled: readonly string[];
}

/** What has become of drift since it was told last, and how much there is in all. */
export function renderDriftUpdate({ now, added, settled }: DriftUpdate, at: string, { colour, width }: TextOptions): string {
  const blocks = buildDriftBlocks(now);
  return renderStyledLines(
    [
      EMPTY_LINE,
      makeLine(0, makeSpan('strong', `${formatTime(at)}  ${now.tenant}`)),
      ...renderDriftBodyLines(added, width),
      ...settled.flatMap((address) => [EMPTY_LINE, makeLine(0, makeSpan('add', `= ${address}`), '  is as declared again')]),
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
