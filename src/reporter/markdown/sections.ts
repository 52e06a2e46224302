import type { Address } from '../../model/address.ts';
import { isChange, type Operation } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Block } from '../view/changes/blocks.ts';
import { countsByType, plural } from '../view/summary.ts';
import { undeclaredTypes } from '../view/undeclared.ts';
import { code, prose, shortened } from './escape.ts';
import type { Piece } from './fit.ts';

const MOST_TYPES = 40;

/** How many of each type are created, updated and deleted. */
export function countsTable(blocks: readonly Block[]): string {
  const counts = countsByType(blocks);
  const cell = (count: number): string => (count === 0 ? '' : String(count));
  const bold = (count: number): string => (count === 0 ? '' : `**${count}**`);
  const rows = counts
    .slice(0, MOST_TYPES)
    .map(
      (one) =>
        `| ${code(one.type)} | ${cell(one.create)} | ${cell(one.update)} | ${bold(one.delete)} | ${bold(one.destructive)} |\n`,
    );
  const more = counts.length > MOST_TYPES ? `| and ${plural(counts.length - MOST_TYPES, 'more type')} | | | | |\n` : '';
  return `| type | create | update | delete | destructive |\n|:--|--:|--:|--:|--:|\n${rows.join('')}${more}`;
}

/** What somebody must see before anything else. */
export const alert = (kind: 'CAUTION' | 'WARNING' | 'NOTE', lines: readonly string[]): string =>
  `> [!${kind}]\n${lines.map((line) => `> ${line}\n`).join('')}`;

export function refusalPiece(problem: Problem, rank: number): Piece {
  const { severity, code: name, message, expected, hint } = problem;
  const least = `- **${severity}[${name}]** ${prose(shortened(message))}\n`;
  const full = [message, expected && `expected: ${expected}`, hint && `help: ${hint}`].filter(
    (text) => text !== undefined && text !== '',
  );
  const place = placeText(problem);
  return {
    rank,
    lengths: [
      `- **${severity}[${name}]** ${place}${full.map((text) => prose(shortened(text ?? '', 1000))).join('<br>')}\n`,
      least,
    ],
  };
}

function placeText({ place }: Problem): string {
  if (!place) return '';
  if (place.kind === 'file') return `${code(`${place.file}:${place.line}:${place.column}`)} `;
  return `${code(place.kind === 'request' ? `${place.method} ${place.path}` : place.address)} `;
}

/** Notes on resources that nothing happens to. */
export function notePieces(operations: readonly Operation[], blocks: readonly Block[], rank: number): readonly Piece[] {
  const changed = new Set(blocks.map(({ address }) => address));
  return operations
    .filter((operation) => !isChange(operation) && !changed.has(operation.address))
    .map(({ address, why }) => ({ rank, lengths: [`- ${code(address)}: ${prose(shortened(why, 500))}\n`] }));
}

export const undeclaredPieces = (addresses: readonly Address[], rank: number): readonly Piece[] =>
  undeclaredTypes(addresses).map(({ type, names, more }) => {
    const rest = more === 0 ? '' : ` and ${more} more`;
    return {
      rank,
      lengths: [`- ${code(type)}: ${names.map(code).join(', ')}${rest}\n`, `- ${code(type)}: ${names.length + more}\n`],
    };
  });
