import type { Drift } from '../../../model/drift.ts';
import { driftBlocks } from '../../drift/blocks.ts';
import { kindCounts } from '../../drift/counts.ts';
import { timeText } from '../../drift/words.ts';
import { driftCounts } from '../../view/changes/drift.ts';
import { EMPTY, line, painted, span } from '../line.ts';
import type { TextOptions } from '../plan.ts';
import { driftBodyLines } from './drift.ts';

export interface News {
  readonly now: Drift;
  readonly added: Drift;
  readonly settled: readonly string[];
}

/** What has become of drift since it was told last, and how much there is in all. */
export function driftNews({ now, added, settled }: News, at: string, { colour, width }: TextOptions): string {
  const blocks = driftBlocks(now);
  return painted(
    [
      EMPTY,
      line(0, span('strong', `${timeText(at)}  ${now.tenant}`)),
      ...driftBodyLines(added, width),
      ...settled.flatMap((address) => [EMPTY, line(0, span('add', `= ${address}`), '  is as declared again')]),
      EMPTY,
      line(0, span('strong', `Now: ${driftCounts(blocks, now.undeclared)}`), span('dim', kindCounts(blocks))),
    ],
    colour,
  );
}
