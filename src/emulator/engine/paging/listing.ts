import type { JsonObject } from '../../../model/json/json-value.ts';
import { type Answer, ok } from '../../http/answer.ts';
import type { Link } from '../../state/links.ts';
import type { Call } from '../call.ts';
import { selected } from '../fields.ts';
import { type ListFacts, page } from './paging.ts';

/** A list of relations, each shown as what it leads to; relations that lead nowhere are left out. */
export function listLinks(
  call: Call,
  facts: ListFacts,
  links: readonly Link[],
  side: 'left' | 'right',
  show: (link: Link) => JsonObject,
): Answer {
  const rows = links.map((link) => ({ id: link[side], order: link.order, link }));
  return ok(page(call, facts, rows, ({ link }) => selected(call, show(link))));
}
