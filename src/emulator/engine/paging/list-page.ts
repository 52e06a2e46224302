import type { JsonObject, JsonValue } from '../../../model/json/json-value.ts';
import { badRequest } from '../../http/refusal.ts';
import type { ApiCall } from '../api-call.ts';
import type { Shuffler } from './shuffler.ts';

/** How an endpoint pages, and the envelope of its response. */
export interface ListFacts {
  /** Member of the envelope that holds the items. */
  readonly key: string;
  readonly styles: readonly ('offset' | 'checkpoint' | 'whole')[];
  /** Order of the members in a response with totals; differs between endpoints (recorded traffic). */
  readonly shape?: readonly ('start' | 'limit' | 'total' | 'length' | 'items')[];
  readonly perPage?: number;
  /** Offset paging past 1000 objects is an error, even if the list is shorter. */
  readonly ceiling?: boolean;
  /** The last page has a `next` checkpoint, too, unless it is empty (organization members). */
  readonly alwaysNext?: boolean;
}

export interface ListRow {
  readonly id: string;
  readonly order: number;
}

const DEFAULT_PER_PAGE = 50;
const MAX_OFFSET_ROWS = 1000;
const DEFAULT_SHAPE = ['start', 'limit', 'total', 'items'] as const;

/** Builds the requested page. `show` is called for the rows of that page only. */
export function buildListPage<T extends ListRow>(
  call: ApiCall,
  facts: ListFacts,
  rows: readonly T[],
  show: (row: T) => JsonValue,
): JsonValue {
  if (facts.styles.includes('whole')) return { [facts.key]: rows.map(show) };
  return isCheckpointPaged(call, facts) ? buildCheckpointPage(call, facts, rows, show) : buildOffsetPage(call, facts, rows, show);
}

/** `take` takes precedence over `per_page` and `include_totals` (recorded traffic). */
const isCheckpointPaged = (call: ApiCall, facts: ListFacts): boolean =>
  facts.styles.includes('checkpoint') && (!facts.styles.includes('offset') || call.query.has('take') || call.query.has('from'));

function buildOffsetPage<T extends ListRow>(
  call: ApiCall,
  facts: ListFacts,
  all: readonly T[],
  show: (row: T) => JsonValue,
): JsonValue {
  const limit = call.query.getNumber('per_page') ?? facts.perPage ?? DEFAULT_PER_PAGE;
  const pageNumber = call.query.getNumber('page') ?? 0;
  if (facts.ceiling === true && (pageNumber + 1) * limit > MAX_OFFSET_ROWS) {
    throw badRequest(
      'You can only page through the first 1000 records. Use checkpoint pagination to go further.',
      'invalid_paging',
    );
  }
  const start = pageNumber * limit;
  const rows = orderRows(call, all, pageNumber === 0).slice(start, start + limit);
  const items = rows.map(show);
  if (call.query.getBoolean('include_totals') !== true) return items;
  const members = { start, limit, total: all.length, length: items.length, items };
  const shape = facts.shape ?? DEFAULT_SHAPE;
  return Object.fromEntries(shape.map((name) => [name === 'items' ? facts.key : name, members[name]]));
}

interface Checkpoint {
  readonly round: number;
  /** Position of the previous page's last row: its creation order, or its rank if lists are shuffled. */
  readonly after: string;
}

function buildCheckpointPage<T extends ListRow>(
  call: ApiCall,
  facts: ListFacts,
  all: readonly T[],
  show: (row: T) => JsonValue,
): JsonValue {
  const from = call.query.getString('from');
  const checkpoint = from === undefined ? undefined : parseCheckpoint(from);
  const take = call.query.getNumber('take') ?? facts.perPage ?? DEFAULT_PER_PAGE;
  const round = checkpoint?.round ?? call.tenant.shuffler?.startRound() ?? 0;
  const remaining =
    call.tenant.shuffler === undefined
      ? listRowsAfter(all, checkpoint)
      : listRankedRowsAfter(call.tenant.shuffler, all, round, checkpoint);
  const rows = remaining.slice(0, take);
  const last = rows.at(-1);
  const answer: JsonObject = { [facts.key]: rows.map(show) };
  if (last === undefined || (remaining.length <= take && facts.alwaysNext !== true)) return answer;
  const after = call.tenant.shuffler?.rank(round, last.id) ?? String(last.order);
  return { ...answer, next: formatCheckpoint({ round, after }) };
}

const listRowsAfter = <T extends ListRow>(rows: readonly T[], checkpoint: Checkpoint | undefined): readonly T[] =>
  checkpoint === undefined ? rows : rows.filter((row) => row.order > Number(checkpoint.after));

const listRankedRowsAfter = <T extends ListRow>(
  shuffler: Shuffler,
  rows: readonly T[],
  round: number,
  checkpoint: Checkpoint | undefined,
): readonly T[] =>
  shuffler.orderRows(rows, round).filter((row) => checkpoint === undefined || shuffler.rank(round, row.id) > checkpoint.after);

/** Formats a checkpoint. The same position always has the same text (recorded traffic). */
const formatCheckpoint = (checkpoint: Checkpoint): string =>
  Buffer.from(`${checkpoint.round},${checkpoint.after}`).toString('base64url');

function parseCheckpoint(text: string): Checkpoint {
  const [round = '', after] = Buffer.from(text, 'base64url').toString('utf8').split(',');
  if (after === undefined || !/^\d+$/.test(round)) throw badRequest('Invalid checkpoint in "from"', 'invalid_paging');
  return { round: Number(round), after };
}

/** Orders the rows. If lists are shuffled, each first page starts a new order, which the following pages keep. */
function orderRows<T extends ListRow>(call: ApiCall, rows: readonly T[], first: boolean): readonly T[] {
  const shuffler = call.tenant.shuffler;
  if (shuffler === undefined) return rows;
  return shuffler.orderRows(rows, first ? shuffler.startRound() : shuffler.round);
}
