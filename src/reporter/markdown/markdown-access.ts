import type { ResourceBlock } from '../view/changes/resource-blocks.ts';
import { type AccessTable, buildAccessTables } from '../view/plan/access-changes.ts';
import { countMarks, formatAccessTitle, isMatrix, listHolders } from '../view/plan/access-layout.ts';
import type { ReportPiece } from './fit-pieces.ts';
import { escapeProse, formatCode } from './markdown-escape.ts';

const NAMES_SHOWN = 8;

/** Builds who gains and who loses access; only where there are several to compare: a single one stands with its impact. */
export const buildAccessPieces = (blocks: readonly ResourceBlock[], rank: number): readonly ReportPiece[] =>
  buildAccessTables(blocks)
    .filter((table) => countMarks(table) > 1)
    .map((table) => ({
      rank,
      versions: [
        `**${escapeProse(formatAccessTitle(table))}**\n\n${isMatrix(table) ? renderMatrix(table) : renderList(table)}\n`,
      ],
    }));

const SIGNS = { gained: '**+**', lost: '**&minus;**' } as const;

function renderMatrix({ items, rows }: AccessTable): string {
  const lines = [
    ['', ...items.map(formatCode)],
    ['---', ...items.map(() => ':-:')],
    ...rows.map(({ holder, marks }) => [
      formatCode(holder),
      ...items.map((item) => {
        const mark = marks.get(item);
        return mark === undefined ? '' : SIGNS[mark];
      }),
    ]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

const renderList = (table: AccessTable): string =>
  table.items
    .map((item) => {
      const sides = (['gained', 'lost'] as const).map((mark) => renderNames(mark, listHolders(table, item, mark)));
      return `- ${formatCode(item)}: ${sides.filter((text) => text !== '').join('; ')}\n`;
    })
    .join('');

function renderNames(mark: 'gained' | 'lost', names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return `${mark} by ${names.slice(0, NAMES_SHOWN).map(formatCode).join(', ')}${more}`;
}
