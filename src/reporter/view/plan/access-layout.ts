import type { AccessMark, AccessTable } from './access-changes.ts';

const MAX_COLUMNS = 6;
const MAX_ROWS = 20;

/** Whether a table reads better with a column for each item than as a list of who gains and loses each of them. */
export const isMatrix = ({ items, rows }: AccessTable): boolean =>
  items.length >= 2 && items.length <= MAX_COLUMNS && rows.length >= 2 && rows.length <= MAX_ROWS;

/** `permissions of roles for https://api.acme.test` */
export const formatAccessTitle = ({ type, field, scope }: AccessTable): string =>
  `${field} of ${type}${scope === '' ? '' : ` for ${scope}`}`;

export const listHolders = ({ rows }: AccessTable, item: string, mark: AccessMark): readonly string[] =>
  rows.filter(({ marks }) => marks.get(item) === mark).map(({ holder }) => holder);

export const countMarks = ({ rows }: AccessTable): number => rows.reduce((sum, { marks }) => sum + marks.size, 0);
