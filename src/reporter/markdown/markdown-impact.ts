import { formatCount } from '../../model/wording.ts';
import type { CountedFinding } from '../view/plan/counted-findings.ts';
import type { ImpactEntry } from '../view/plan/impact-entries.ts';
import { joinRangeNames, listRangeNames } from '../view/plan/name-range.ts';
import type { ReportPiece } from './fit-pieces.ts';
import { cutDiff, formatDiff, MARKDOWN_STYLE, MAX_LINE_LENGTH, renderHead } from './markdown-block.ts';
import { renderEntryDiff } from './markdown-diff.ts';
import { escapeProse, formatCode, shortenText } from './markdown-escape.ts';

/** Builds an open entry: the resource and its sentences, the findings, the diff. The shortest version has no diff but still the rest. */
export function buildImpactPiece(entry: ImpactEntry, rank: number): ReportPiece {
  const head = `**${renderEntryName(entry)}**${renderPlace(entry)}: ${joinSentences(entry.sentences)}\n${renderFindingItems(entry.findings)}`;
  const remarks = entry.remarks.map((text) => `${escapeProse(shortenText(text, MAX_LINE_LENGTH))}\n`).join('<br>');
  const lines = renderEntryDiff(entry.changes).map((line) => shortenText(line, MAX_LINE_LENGTH));
  const full = `${head}${remarks === '' ? '' : `\n${remarks}`}`;
  if (lines.length === 0) return { rank, isPinned: true, versions: [`${full}\n`, `${head}\n`] };
  return {
    rank,
    isPinned: true,
    versions: [`${full}\n${formatDiff(lines)}\n`, `${full}\n${formatDiff(cutDiff(lines))}\n`, `${head}\n`],
  };
}

const joinSentences = (sentences: readonly string[]): string =>
  sentences.map((text) => escapeProse(shortenText(text, MAX_LINE_LENGTH))).join(' ');

function renderEntryName({ blocks }: ImpactEntry): string {
  const [first] = blocks;
  if (!first) return '';
  if (blocks.length === 1) return renderHead(first, ({ action }) => action, { ...MARKDOWN_STYLE, formatBold: (text) => text });
  return `${first.action} ${blocks.length} ${formatCode(first.type)}: ${joinRangeNames(listRangeNames(blocks).map(formatCode), blocks.length)}`;
}

const renderPlace = ({ origin }: ImpactEntry): string => (origin ? ` (${formatCode(`${origin.file}:${origin.line}`)})` : '');

/** Renders findings as a list below what brings them. */
export const renderFindingItems = (findings: readonly CountedFinding[]): string =>
  findings
    .map(({ finding, count }) => {
      const { severity, rule, message, hint } = finding;
      const times = count === 1 ? '' : ` (${formatCount(count, 'resource')})`;
      const texts = [`${message}${times}`, `help: ${hint}`].map((text) => escapeProse(shortenText(text, 1000)));
      return `- **${severity}[${escapeProse(rule)}]** ${texts.join('<br>')}\n`;
    })
    .join('');
