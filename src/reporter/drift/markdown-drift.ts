import { splitAddress } from '../../model/address.ts';
import type { Drift, DriftKind, HistoryReach } from '../../model/drift.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { UpdateOperation } from '../../model/plan/operation.ts';
import type { ReportPiece } from '../markdown/fit-pieces.ts';
import { type BlockWording, renderBlockVersions } from '../markdown/markdown-block.ts';
import { escapeProse, formatCode } from '../markdown/markdown-escape.ts';
import { buildFittedReport, type MarkdownOptions, type ReportSection } from '../markdown/markdown-report.ts';
import { buildProblemPiece, buildUndeclaredPieces } from '../markdown/markdown-sections.ts';
import { describeDriftAction, formatDriftCounts } from '../view/changes/drift-labels.ts';
import type { ResourceBlock } from '../view/changes/resource-blocks.ts';
import { reverseEntry } from '../view/changes/reverse-entry.ts';
import { describeAuthor, describeCause } from './describe-drift.ts';
import { buildDriftBlocks, type DriftBlock, type DriftPart } from './drift-blocks.ts';
import { formatKindCounts } from './drift-kind-counts.ts';

/** Signs are from the tenant's view: `+` exists only in the tenant, `-` is missing there. */
const DRIFT_WORDING: BlockWording = {
  describeAction: ({ action, operations }) => describeDriftAction(action, operations[0]?.origin),
  createdSign: '-',
  getParts: (block) => block.parts.map(({ entries }) => ({ operations: [], entries: entries.map(reverseEntry) })),
};

/** Renders drift for an issue, a pull request or a job summary: changes of the tenant come first. */
export function renderDriftMarkdown(drift: Drift, options: MarkdownOptions = {}): string {
  const blocks = buildDriftBlocks(drift);
  const sections: readonly ReportSection[] = [
    { title: '#### Notes', pieces: drift.notes.map((note) => buildProblemPiece(note, 0)) },
    { title: '#### Tenant changed', pieces: buildKindPieces('tenant changed', blocks, drift.history) },
    { title: '#### Author unknown', pieces: buildKindPieces('unknown', blocks, drift.history) },
    { title: '#### Not yet applied', pieces: buildKindPieces('definition ahead', blocks, drift.history) },
    {
      title: '#### Not compared',
      pieces: drift.skipped.map(({ address, why }) => buildLinePiece(formatCode(address), escapeProse(why))),
    },
    { title: '#### Undeclared: in the tenant but not in the definition', pieces: buildUndeclaredEntryPieces(drift) },
  ];
  const counts = `**${formatDriftCounts(blocks, drift.undeclared)}**${formatKindCounts(blocks)}`;
  const legend = blocks.length === 0 ? '' : '\n`-` definition, `+` tenant\n';
  return buildFittedReport(`### Drift of ${formatCode(drift.tenant)}\n\n${counts}\n${legend}`, sections, options);
}

const KIND_RANKS: Readonly<Record<DriftKind, number>> = { 'tenant changed': 1, unknown: 2, 'definition ahead': 3 };

const buildKindPieces = (kind: DriftKind, blocks: readonly DriftBlock[], history: HistoryReach): readonly ReportPiece[] =>
  blocks.flatMap((block) =>
    block.parts
      .filter((part) => part.kind === kind)
      .map((part) => ({ rank: KIND_RANKS[kind], versions: renderPartVersions(block, part, history) })),
  );

/** Adds the cause to the shortest version, which is one line, so that even this one names the author. */
function renderPartVersions(block: DriftBlock, part: DriftPart, history: HistoryReach): readonly string[] {
  const sentence = describeCause(part, history);
  const versions = renderBlockVersions(toPlanBlock(block, part, sentence), DRIFT_WORDING);
  return [...versions.slice(0, -1), `${versions.at(-1)?.trimEnd()}: ${escapeProse(sentence)}\n`];
}

const toPlanBlock = ({ address, type, key, action }: DriftBlock, part: DriftPart, why: string): ResourceBlock => ({
  address,
  type,
  key,
  action,
  risk: 'safe',
  operations: [{ ...EMPTY_OPERATION, address, why, ...omitUndefined({ origin: part.origin }) }],
  created: part.missing,
  parts: [{ operations: [], entries: action === 'delete' ? [] : part.entries }],
  notes: [],
});

const EMPTY_OPERATION: Omit<UpdateOperation, 'address' | 'why'> = {
  id: '',
  action: 'update',
  changes: [],
  requests: [],
  dependsOn: [],
  risk: 'safe',
};

const UNDECLARED_RANK = 4;
const buildLinePiece = (name: string, text: string): ReportPiece => ({
  rank: UNDECLARED_RANK,
  versions: [`- ${name}: ${text}\n`],
});
/** How many resources with a known author are listed, one per line. */
const ATTRIBUTED_SHOWN = 20;

function buildUndeclaredEntryPieces({ undeclared: entries, undeclaredItems }: Drift): readonly ReportPiece[] {
  const attributed = entries.filter(({ by }) => by).slice(0, ATTRIBUTED_SHOWN);
  const others = entries.filter((entry) => !attributed.includes(entry)).map(({ address }) => address);
  const lines = attributed.map((entry) => {
    const { type, key } = splitAddress(entry.address);
    return buildLinePiece(`${formatCode(type)} ${formatCode(key)}`, escapeProse(describeAuthor(entry) ?? ''));
  });
  return [...lines, ...buildUndeclaredPieces(others, undeclaredItems, UNDECLARED_RANK)];
}
