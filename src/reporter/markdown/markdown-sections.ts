import type { Address } from '../../model/address.ts';
import { isNote, type Operation } from '../../model/plan/operation.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { formatCount } from '../../model/wording.ts';
import { countChangesByType } from '../view/change-counts.ts';
import type { ResourceBlock } from '../view/changes/resource-blocks.ts';
import { formatPlace } from '../view/format-place.ts';
import { groupUndeclaredByType } from '../view/undeclared-by-type.ts';
import type { ReportPiece } from './fit-pieces.ts';
import { escapeProse, formatCode, shortenText } from './markdown-escape.ts';

const MAX_TYPES = 40;

/** Renders a table with the number of created, updated and deleted resources of each type. */
export function renderCountsTable(blocks: readonly ResourceBlock[]): string {
  const counts = countChangesByType(blocks);
  const formatCell = (count: number): string => (count === 0 ? '' : String(count));
  const formatBold = (count: number): string => (count === 0 ? '' : `**${count}**`);
  const rows = counts
    .slice(0, MAX_TYPES)
    .map(
      (typeCounts) =>
        `| ${formatCode(typeCounts.type)} | ${formatCell(typeCounts.create)} | ${formatCell(typeCounts.update)} | ${formatBold(typeCounts.delete)} | ${formatBold(typeCounts.destructive)} |\n`,
    );
  const more = counts.length > MAX_TYPES ? `| and ${formatCount(counts.length - MAX_TYPES, 'more type')} | | | | |\n` : '';
  return `| type | create | update | delete | destructive |\n|:--|--:|--:|--:|--:|\n${rows.join('')}${more}`;
}

/** Renders an alert box of GitHub Markdown. The lines are Markdown and must be escaped already. */
export const renderAlert = (kind: 'CAUTION' | 'WARNING' | 'NOTE', lines: readonly string[]): string =>
  `> [!${kind}]\n${lines.map((line) => `> ${line}\n`).join('')}`;

export function buildProblemPiece(problem: Problem, rank: number): ReportPiece {
  const { severity, code, message, expected, hint } = problem;
  const shortest = `- **${severity}[${code}]** ${escapeProse(shortenText(message))}\n`;
  const full = [message, expected && `expected: ${expected}`, hint && `help: ${hint}`].filter(
    (text) => text !== undefined && text !== '',
  );
  const place = problem.place ? `${formatCode(formatPlace(problem.place))} ` : '';
  return {
    rank,
    versions: [
      `- **${severity}[${code}]** ${place}${full.map((text) => escapeProse(shortenText(text ?? '', 1000))).join('<br>')}\n`,
      shortest,
    ],
  };
}

/** Builds pieces for the notes on unchanged resources. Notes on changed resources are shown with the resource. */
export function buildNotePieces(
  operations: readonly Operation[],
  blocks: readonly ResourceBlock[],
  rank: number,
): readonly ReportPiece[] {
  const changed = new Set(blocks.map(({ address }) => address));
  return operations
    .filter(isNote)
    .filter(({ address }) => !changed.has(address))
    .map(({ address, why }) => ({ rank, versions: [`- ${formatCode(address)}: ${escapeProse(shortenText(why, 500))}\n`] }));
}

export const buildUndeclaredPieces = (addresses: readonly Address[], rank: number): readonly ReportPiece[] =>
  groupUndeclaredByType(addresses).map(({ type, names, more }) => {
    const rest = more === 0 ? '' : ` and ${more} more`;
    return {
      rank,
      versions: [
        `- ${formatCode(type)}: ${names.map(formatCode).join(', ')}${rest}\n`,
        `- ${formatCode(type)}: ${names.length + more}\n`,
      ],
    };
  });
