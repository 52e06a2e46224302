import { splitAddress } from '../../model/address.ts';
import type { Drift, DriftKind, HistoryReach, UndeclaredEntry } from '../../model/drift.ts';
import type { Operation } from '../../model/plan/plan.ts';
import { blockLengths, type Telling } from '../markdown/block.ts';
import { code, prose } from '../markdown/escape.ts';
import type { Piece } from '../markdown/fit.ts';
import { fittedReport, type MarkdownOptions, type Section } from '../markdown/report.ts';
import { refusalPiece, undeclaredPieces } from '../markdown/sections.ts';
import type { Block } from '../view/changes/blocks.ts';
import { DRIFT, driftCounts } from '../view/changes/drift.ts';
import { flipped } from '../view/changes/flip.ts';
import { type DriftBlock, type DriftPart, driftBlocks } from './blocks.ts';
import { kindCounts } from './counts.ts';
import { madeText, sentenceOf } from './words.ts';

/** Signs as in the drift's own words: what the tenant has besides is `+`, what it lacks `-`. */
const TELLING: Telling = {
  words: ({ action }) => DRIFT[action].words,
  createdSign: '-',
  parts: (block) => block.parts.map(({ entries }) => ({ operations: [], entries: entries.map(flipped) })),
};

/** Drift for an issue, a pull request or a job's summary: what somebody changed first. */
export function markdownDrift(drift: Drift, options: MarkdownOptions = {}): string {
  const blocks = driftBlocks(drift);
  const sections: readonly Section[] = [
    { title: '#### Notes', pieces: drift.notes.map((note) => refusalPiece(note, 0)) },
    { title: '#### The tenant was changed', pieces: piecesOf('tenant changed', blocks, drift.history) },
    { title: '#### Nobody knows who', pieces: piecesOf('unknown', blocks, drift.history) },
    { title: '#### The definition is ahead', pieces: piecesOf('definition ahead', blocks, drift.history) },
    { title: '#### Not compared', pieces: drift.skipped.map(({ address, why }) => line(code(address), prose(why))) },
    { title: '#### Undeclared: in the tenant, not in the definition', pieces: undeclared(drift.undeclared) },
  ];
  const counts = `**${driftCounts(blocks, drift.undeclared)}**${kindCounts(blocks)}`;
  const legend = blocks.length === 0 ? '' : '\n`-` definition says, `+` tenant has\n';
  return fittedReport(`### Drift of ${code(drift.tenant)}\n\n${counts}\n${legend}`, sections, options);
}

const RANKS: Readonly<Record<DriftKind, number>> = { 'tenant changed': 1, unknown: 2, 'definition ahead': 3 };

const piecesOf = (kind: DriftKind, blocks: readonly DriftBlock[], history: HistoryReach): readonly Piece[] =>
  blocks.flatMap((block) =>
    block.parts
      .filter((part) => part.kind === kind)
      .map((part) => ({ rank: RANKS[kind], lengths: lengthsOf(block, part, history) })),
  );

/** The last length is one line: it still says who. */
function lengthsOf(block: DriftBlock, part: DriftPart, history: HistoryReach): readonly string[] {
  const sentence = sentenceOf(part, history);
  const lengths = blockLengths(asPlanned(block, part, sentence), TELLING);
  return [...lengths.slice(0, -1), `${lengths.at(-1)?.trimEnd()}: ${prose(sentence)}\n`];
}

const asPlanned = ({ address, type, key, action }: DriftBlock, part: DriftPart, why: string): Block => ({
  address,
  type,
  key,
  action,
  risk: 'safe',
  operations: [{ ...NOTHING, address, why }],
  created: part.missing,
  parts: [{ operations: [], entries: action === 'delete' ? [] : part.entries }],
  notes: [],
});

const NOTHING: Omit<Operation, 'address' | 'why'> = {
  id: '',
  action: 'update',
  changes: [],
  requests: [],
  dependsOn: [],
  risk: 'safe',
};

const RANK = 4;
const line = (name: string, text: string): Piece => ({ rank: RANK, lengths: [`- ${name}: ${text}\n`] });
/** Those with names of who made them take a line each. */
const SHOWN = 20;

function undeclared(entries: readonly UndeclaredEntry[]): readonly Piece[] {
  const told = entries.filter(({ by }) => by).slice(0, SHOWN);
  const rest = entries.filter((entry) => !told.includes(entry)).map(({ address }) => address);
  const lines = told.map((entry) => {
    const { type, key } = splitAddress(entry.address);
    return line(`${code(type)} ${code(key)}`, prose(madeText(entry) ?? ''));
  });
  return [...lines, ...undeclaredPieces(rest, RANK)];
}
