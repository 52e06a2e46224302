import { splitAddress } from '../../../model/address.ts';
import type { Drift, UndeclaredEntry } from '../../../model/drift.ts';
import { type DriftBlock, driftBlocks } from '../../drift/blocks.ts';
import { kindCounts } from '../../drift/counts.ts';
import { madeText, sentenceOf } from '../../drift/words.ts';
import { DRIFT, driftCounts } from '../../view/changes/drift.ts';
import { listedText, memberLines } from '../../view/yaml.ts';
import { toneOf } from '../entry.ts';
import { code, EMPTY, type Line, line, painted, span } from '../line.ts';
import { NARROWEST, type TextOptions } from '../plan.ts';
import { problemLines } from '../problem.ts';
import { section, undeclaredLines } from '../sections.ts';
import { driftEntryLines } from './drift-entry.ts';

const BODY = 4;

/** What the tenant has that the definition does not say and the reverse, and who made it so. */
export function driftText(drift: Drift, { colour, width }: TextOptions): string {
  const blocks = driftBlocks(drift);
  return painted(
    [
      line(0, span('strong', `Drift of ${drift.tenant}`)),
      ...driftBodyLines(drift, width),
      EMPTY,
      line(0, span('strong', driftCounts(blocks, drift.undeclared)), span('dim', kindCounts(blocks))),
    ],
    colour,
  );
}

/** The differences alone. */
export const driftEntriesText = (drift: Drift, { colour }: TextOptions): string =>
  painted(
    driftBlocks(drift).flatMap((block) => blockLines(block, drift)),
    colour,
  );

/** All of it but the title and the counts. */
export const driftBodyLines = (drift: Drift, width: number): readonly Line[] => [
  ...driftBlocks(drift).flatMap((block) => [EMPTY, ...blockLines(block, drift)]),
  ...section(
    'Not compared',
    drift.skipped.map(({ address, why }) => line(2, `${address}  `, span('dim', why))),
  ),
  ...undeclared(drift.undeclared, Math.max(NARROWEST, width)),
  ...drift.notes.flatMap((note) => [EMPTY, ...problemLines(note)]),
];

function blockLines({ address, action, parts }: DriftBlock, { history }: Drift): readonly Line[] {
  const { sign, words } = DRIFT[action];
  const body = parts.flatMap((part) => [
    line(2, span(part.kind === 'tenant changed' ? 'warn' : 'dim', sentenceOf(part, history))),
    ...memberLines(part.missing).map((text) => line(BODY, code('remove', text))),
    ...driftEntryLines(part.entries, BODY),
  ]);
  return [line(0, span(toneOf(sign), `${sign} ${address}`), `  ${words}`), ...body];
}

const TITLE = 'Undeclared: in the tenant, not in the definition';
/** Names with who made them take a line each. */
const SHOWN = 20;

function undeclared(entries: readonly UndeclaredEntry[], width: number): readonly Line[] {
  const told = entries.filter(({ by }) => by).slice(0, SHOWN);
  const rest = entries.filter((entry) => !told.includes(entry)).map(({ address }) => address);
  const lines = told.map((entry) => {
    const { type, key } = splitAddress(entry.address);
    return line(2, span('dim', `${type}  `), listedText(key), span('dim', `  ${madeText(entry)}`));
  });
  if (lines.length === 0) return undeclaredLines(rest, TITLE, width);
  return [...section(TITLE, lines), ...undeclaredLines(rest, TITLE, width).slice(2)];
}
