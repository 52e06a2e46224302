import type { Address } from '../../model/address.ts';
import type { UndeclaredItems } from '../../model/plan/undeclared-items.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { formatPlace } from '../view/format-place.ts';
import { groupUndeclared, type NameGroup } from '../view/undeclared-by-type.ts';
import type { ReportPiece } from './fit-pieces.ts';
import { escapeProse, formatCode, shortenText } from './markdown-escape.ts';

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

export const buildUndeclaredPieces = (
  addresses: readonly Address[],
  items: readonly UndeclaredItems[] | undefined,
  rank: number,
): readonly ReportPiece[] => buildNameGroupPieces(groupUndeclared(addresses, items), rank);

export const buildNameGroupPieces = (groups: readonly NameGroup[], rank: number): readonly ReportPiece[] =>
  groups.map(({ title, names, more }) => {
    const rest = more === 0 ? '' : ` and ${more} more`;
    return {
      rank,
      versions: [
        `- ${formatCode(title)}: ${names.map(formatCode).join(', ')}${rest}\n`,
        `- ${formatCode(title)}: ${names.length + more}\n`,
      ],
    };
  });
