import type { JsonObject, JsonValue } from '../../../model/json/json-value.ts';
import { badRequest } from '../../http/refusal.ts';
import type { Call } from '../call.ts';
import type { Shuffler } from './shuffle.ts';

/** How an endpoint pages, and what its answer looks like. */
export interface ListFacts {
  /** Member that holds the items. */
  readonly key: string;
  readonly styles: readonly ('offset' | 'checkpoint' | 'whole')[];
  /** Order of members in an answer with totals; differs between endpoints (seen in recorded traffic). */
  readonly shape?: readonly ('start' | 'limit' | 'total' | 'length' | 'items')[];
  readonly perPage?: number;
  /** Offset paging ends at 1000 objects, even where there are fewer. */
  readonly ceiling?: boolean;
  /** A mark comes with every page that is not empty, the last one included (organization members). */
  readonly alwaysNext?: boolean;
}

export interface Row {
  readonly id: string;
  readonly order: number;
}

const DEFAULT_PER_PAGE = 50;
const CEILING = 1000;
const DEFAULT_SHAPE = ['start', 'limit', 'total', 'items'] as const;

/** Cuts the asked-for page out of the rows, shows only that page's rows, and wraps them as the endpoint does. */
export function page<T extends Row>(call: Call, facts: ListFacts, rows: readonly T[], show: (row: T) => JsonValue): JsonValue {
  if (facts.styles.includes('whole')) return { [facts.key]: rows.map(show) };
  return byCheckpoint(call, facts) ? checkpointPage(call, facts, rows, show) : offsetPage(call, facts, rows, show);
}

/** `take` wins over `per_page` and `include_totals` sent along with it (seen in recorded traffic). */
const byCheckpoint = (call: Call, facts: ListFacts): boolean =>
  facts.styles.includes('checkpoint') && (!facts.styles.includes('offset') || call.query.has('take') || call.query.has('from'));

function offsetPage<T extends Row>(call: Call, facts: ListFacts, all: readonly T[], show: (row: T) => JsonValue): JsonValue {
  const limit = call.query.number('per_page') ?? facts.perPage ?? DEFAULT_PER_PAGE;
  const pageNumber = call.query.number('page') ?? 0;
  if (facts.ceiling === true && (pageNumber + 1) * limit > CEILING) {
    throw badRequest(
      'You can only page through the first 1000 records. Use checkpoint pagination to go further.',
      'invalid_paging',
    );
  }
  const start = pageNumber * limit;
  const rows = ordered(call, all, pageNumber === 0).slice(start, start + limit);
  const items = rows.map(show);
  if (call.query.flag('include_totals') !== true) return items;
  const members = { start, limit, total: all.length, length: items.length, items };
  const shape = facts.shape ?? DEFAULT_SHAPE;
  return Object.fromEntries(shape.map((name) => [name === 'items' ? facts.key : name, members[name]]));
}

interface Mark {
  readonly round: number;
  /** Where the page before ended: an order of creation, or a rank while shuffling. */
  readonly after: string;
}

function checkpointPage<T extends Row>(call: Call, facts: ListFacts, all: readonly T[], show: (row: T) => JsonValue): JsonValue {
  const from = call.query.text('from');
  const mark = from === undefined ? undefined : readMark(from);
  const take = call.query.number('take') ?? facts.perPage ?? DEFAULT_PER_PAGE;
  const round = mark?.round ?? call.tenant.shuffler?.nextRound() ?? 0;
  const rest = call.tenant.shuffler === undefined ? rowsAfter(all, mark) : rankedAfter(call.tenant.shuffler, all, round, mark);
  const rows = rest.slice(0, take);
  const last = rows.at(-1);
  const answer: JsonObject = { [facts.key]: rows.map(show) };
  if (last === undefined || (rest.length <= take && facts.alwaysNext !== true)) return answer;
  const after = call.tenant.shuffler?.rank(round, last.id) ?? String(last.order);
  return { ...answer, next: writeMark({ round, after }) };
}

const rowsAfter = <T extends Row>(rows: readonly T[], mark: Mark | undefined): readonly T[] =>
  mark === undefined ? rows : rows.filter((row) => row.order > Number(mark.after));

const rankedAfter = <T extends Row>(
  shuffler: Shuffler,
  rows: readonly T[],
  round: number,
  mark: Mark | undefined,
): readonly T[] => shuffler.ordered(rows, round).filter((row) => mark === undefined || shuffler.rank(round, row.id) > mark.after);

/** The same place has the same mark, whenever it is asked for (recorded traffic). */
const writeMark = (mark: Mark): string => Buffer.from(`${mark.round},${mark.after}`).toString('base64url');

function readMark(text: string): Mark {
  const [round = '', after] = Buffer.from(text, 'base64url').toString('utf8').split(',');
  if (after === undefined || !/^\d+$/.test(round)) throw badRequest('Invalid checkpoint in "from"', 'invalid_paging');
  return { round: Number(round), after };
}

/** While shuffling, each first page starts a new order that the pages after it keep. */
function ordered<T extends Row>(call: Call, rows: readonly T[], first: boolean): readonly T[] {
  const shuffler = call.tenant.shuffler;
  if (shuffler === undefined) return rows;
  return shuffler.ordered(rows, first ? shuffler.nextRound() : shuffler.round);
}
